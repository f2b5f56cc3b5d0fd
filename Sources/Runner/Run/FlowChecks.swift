import Flows

/// What this version cannot play is refused before any browser starts.
enum FlowChecks {
    static func refuse(_ flows: [Flow], _ settings: RunSettings) throws(FlowFileErrors) {
        // What is wrong in the configuration's section is wrong for every flow, and told once.
        var errors = Array(Set(flows.flatMap { FlowSurroundings($0, settings).problems }))
        for step in flows.flatMap(\.steps) {
            for expectation in step.expectations {
                guard case .says = expectation.kind else { continue }
                errors.append(
                    FlowFileError(
                        expectation.location,
                        "\"says\" needs a model to judge it, which this version does not have",
                        hint: "use visible, text, value or another key that can be checked"))
            }
        }
        if !errors.isEmpty { throw FlowFileErrors(errors) }
    }
}
