/// Gathers everything wrong with one file, so that all of it is reported at once.
final class ProblemList {
    private(set) var errors: [FlowFileError] = []

    func add(_ place: SourceLocation, _ message: String, hint: String? = nil) {
        errors.append(FlowFileError(place, message, hint: hint))
    }
}
