import CDP
import Models

// What a model is told of a page in words: fenced, and without what must not leave.
extension Hand {
    func read(
        _ action: ModelAction, _ book: inout ElementBook, _ limit: Duration
    ) async throws -> Outcome {
        let patience = limit + CallLimits.ping
        let observation = try await Observer(page).look(text: true, within: patience)
        let (title, text): (String, String)
        switch action {
        case .readPage(_, let isShort, let reference):
            let root = try reference.map { try book.find($0, in: observation) }
            (title, text) = (
                "outline", PageOutline(observation, &book, isShort: isShort, below: root).text
            )
        case .find(let query): (title, text) = ("found", try find(query, observation, &book))
        default: (title, text) = ("text", observation.text)
        }
        let shown = UntrustedText(help.redactor.redact(text), most: 20_000)
        return Outcome(words: shown.fenced(title, nonce: nonce))
    }

    private func find(_ query: String, _ observation: Observation, _ book: inout ElementBook) throws -> String
    {
        let spec: TargetSpec
        do {
            spec = try TargetSpec(parsing: query)
        } catch {
            throw ActionProblem("find: \(error)")
        }
        let matches = Resolver().matches(spec, intent: .hover, in: observation.index)
        guard !matches.isEmpty else { return "nothing" }
        return matches.prefix(20).map { "\(book.name($0.element, in: observation)) \($0.description)" }
            .joined(separator: "\n")
    }
}
