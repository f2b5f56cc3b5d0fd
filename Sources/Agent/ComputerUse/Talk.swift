import CDP
import Models

/// A conversation about a step as it stands.
struct Talk {
    let help: ModelHelp
    let facts: ModelFacts
    let start: ContinuousClock.Instant
    let deadline: Deadline
    let profile: CoordinateProfile
    let nonce: String
    var conversation: Conversation
    var course: Course
    var book = ElementBook()
    private var fingerprints = FingerprintBook()
    /// What the model was shown last.
    var sight: Sight
    /// The most that the next reply may have, when the last one was cut off.
    var outputTokens: Int?
    /// Set when it is over.
    var end: LoopEnd?
    var deeds: [ComputerUse.Deed] = []
    var waits: [Wait] = []
    /// Whether anything on the page has changed since the first look.
    var hasChanged = false
    /// Whether text of the page reads as if it spoke to a model.
    private(set) var isSpokenTo = false
    private let before: ModelImage

    init(
        help: ModelHelp, facts: ModelFacts, start: ContinuousClock.Instant, deadline: Deadline, profile: CoordinateProfile,
        nonce: String, gate: GateProfile, sight: Sight
    ) {
        self.help = help
        self.facts = facts
        self.start = start
        self.deadline = deadline
        self.profile = profile
        self.nonce = nonce
        self.sight = sight
        course = Course(help.limits)
        before = sight.image
        conversation = Conversation(
            system: Briefing.system,
            offer: ToolOffer(perception: help.perception, gate: gate, display: sight.image.size))
    }

    mutating func begin(_ briefing: Briefing) throws {
        listen()
        let outline = help.perception == .hybrid ? PageOutline(sight.observation, &book).text : nil
        let words = briefing.words(sight, outline: outline, nonce: nonce)
        try conversation.ask([.text(help.redactor.redact(words)), .image(sight.image)])
    }

    /// Answers the open calls, with the newest picture and what has changed.
    mutating func answer(
        _ results: [ToolResult], since shown: Sight, dialogs: [DialogRecord], _ notice: Course.Notice
    ) throws {
        listen()
        let change = Briefing.change(from: shown, to: sight, dialogs: dialogs, nonce: nonce)
        let words = [help.redactor.redact(change), notice.line].compactMap { $0 }.joined(separator: "\n")
        var results = results.map { result in
            // What the page calls things may hold what must not leave.
            result.isError
                ? ToolResult.failed(result.call, help.redactor.redact(result.text))
                : .done(result.call, help.redactor.redact(result.text), image: result.image)
        }
        if let last = results.last, !last.isError, last.image == nil {
            results[results.count - 1] = last.showing(sight.image)
            try conversation.answer(results, adding: [.text(words)])
        } else {
            try conversation.answer(results, adding: [.text(words), .image(sight.image)])
        }
    }

    private mutating func listen() {
        if UntrustedText(sight.observation.text, most: 50_000).speaksToModels { isSpokenTo = true }
    }

    /// Books the turn; ends the conversation when it was the last there was.
    @discardableResult
    mutating func close(_ reply: ModelReply, mutations: Int) -> Course.Notice {
        let (notice, end) = course.closed(
            reply.usage + reply.lost, cost: facts.cost(of: reply), mutations: mutations,
            elapsed: .now - start)
        if let end { self.end = end }
        return notice
    }

    /// What it came to, once it is over.
    func outcome(_ end: LoopEnd) -> ComputerUse.Outcome {
        ComputerUse.Outcome(end: end, deeds: deeds, waits: waits, hasChanged: hasChanged, isSpokenTo: isSpokenTo,
            before: before)
    }

    mutating func number(of sight: Sight) -> Int { fingerprints.number(of: sight.fingerprint) }
}
