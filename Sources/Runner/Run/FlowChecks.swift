import Flows

/// What this version cannot play is refused before any browser starts.
enum FlowChecks {
    static func refuse(_ flows: [Flow], _ settings: RunSettings) throws(FlowFileErrors) {
        // What is wrong in the configuration's section is wrong for every flow, and told once.
        let errors = Array(Set(flows.flatMap { FlowSurroundings($0, settings).problems }))
        if !errors.isEmpty { throw FlowFileErrors(errors) }
    }
}
