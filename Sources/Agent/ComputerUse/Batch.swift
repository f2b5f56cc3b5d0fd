import Models

/// The calls of one reply on their way: in order, until one fails or the page becomes another; each is answered.
struct Batch: Sendable {
    private let calls: [ToolCall]
    private let reader: ActionReader
    /// Only a report is carried out.
    private let isLast: Bool
    private var place = 0
    private var actions: ArraySlice<ModelAction> = []
    private var words: [String] = []
    private var image: ModelImage?
    private(set) var results: [ToolResult] = []
    private(set) var mutations = 0
    /// Whether a call could not be carried out.
    private(set) var hasFailed = false
    /// The page after the last action.
    var latest: Sight?
    /// Set when the conversation ends here.
    var end: LoopEnd?

    init(_ calls: [ToolCall], profile: CoordinateProfile, isLast: Bool) {
        self.calls = calls
        self.isLast = isLast
        reader = ActionReader(profile: profile)
    }

    /// The next thing to do; nil when the batch is over and `results` answers all of it.
    mutating func next() -> ModelAction? {
        while actions.isEmpty {
            if place > results.count { finish() }
            guard place < calls.count else { return nil }
            place += 1
            do {
                actions = try reader.read(calls[place - 1])[...]
            } catch {
                fail(error.description)
                return nil
            }
        }
        let action = actions.removeFirst()
        if isLast {
            guard case .report = action else {
                fail("Not done: only report_step is left.")
                return nil
            }
        }
        return action
    }

    mutating func did(_ action: ModelAction, _ outcome: Hand.Outcome) {
        words.append(outcome.words)
        image = outcome.image ?? image
        if action.isMutating { mutations += 1 }
    }

    /// The call at hand has failed, and those behind it are not begun.
    mutating func fail(_ reason: String) {
        hasFailed = true
        let said = (words + [reason]).joined(separator: "\n")
        results.append(.failed(calls[place - 1], said))
        halt()
    }

    /// The page is another one: what was planned on the old one is void.
    mutating func leave() {
        guard !actions.isEmpty || place < calls.count else { return }
        if actions.isEmpty {
            finish()
            results.append(
                .failed(calls[place], "Not done: the page has changed to another; see the screenshot."))
            place += 1
        } else {
            words.append("The rest was not done: the page has changed to another; see the screenshot.")
            finish()
        }
        halt()
    }

    private mutating func finish() {
        results.append(.done(calls[place - 1], words.joined(separator: "\n"), image: image))
        words = []
        image = nil
        actions = []
    }

    private mutating func halt() {
        results += calls[place...].map(ToolResult.halted)
        place = calls.count
        actions = []
        words = []
    }
}
