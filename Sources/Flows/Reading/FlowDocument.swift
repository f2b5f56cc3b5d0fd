/// What one file turned out to hold, as far as the checks across files need it.
struct FlowDocument {
    let location: SourceLocation
    var name: String?
    var nameLocation: SourceLocation
    var setup: [(word: String, location: SourceLocation)] = []
    /// Nil when anything is wrong with the file.
    var flow: Flow?

    init(location: SourceLocation) {
        self.location = location
        nameLocation = location
    }
}
