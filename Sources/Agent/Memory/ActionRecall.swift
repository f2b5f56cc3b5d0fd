import Flows

/// What is remembered for the targets of one action.
struct ActionRecall: Sendable {
    /// An element that was decided on.
    struct Element: Sendable {
        let match: Match
        var source = DecisionSource.resolver
        var trace: TargetTrace?

        init(_ match: Match) { self.match = match }
    }

    /// What memory says of a target on a page.
    enum Answer: Sendable {
        case nothingRemembered
        /// The words must be asked first.
        case asksWords
        case known(Element)
        /// It is none of the page's elements, or may be any of these.
        case miss(rivals: [Int])

        /// Whether another look can change nothing.
        var isFinal: Bool { if case .nothingRemembered = self { true } else { false } }
    }

    let policy: RecallPolicy
    private let targets: [String: Locator]
    /// What a model did for the action.
    let deeds: [RememberedDeed]

    init(_ policy: RecallPolicy, _ remembered: RememberedAction?) {
        self.policy = policy
        targets = remembered?.targets ?? [:]
        deeds = remembered?.deeds ?? []
    }

    func answer(_ target: Target, in index: PageIndex) -> Answer {
        let words = words(of: target)
        guard let locator = targets[words] else { return .nothingRemembered }
        if locator.asksWords { return .asksWords }
        let recall = Recall(index: index, mask: policy.mask)
        let places = recall.places(of: locator)
        guard places.count == 1, let place = places.first else { return .miss(rivals: places) }
        let agreement = Agreement(locator, recall.reader.locator(at: place))
        let element = index.elements[place]
        let match = Match(
            element: element, score: agreement.share, margin: 1, isExact: true,
            why: "remembered: \(agreement.agreedInWords)",
            description: element.sentence(in: index, at: place))
        return .known(Element(match, TargetTrace(words: words, locator: locator)))
    }

    /// Whether a target's words may be asked before anything else.
    func mayAskWords(for target: Target) -> Bool {
        targets[words(of: target)]?.asksWords ?? (policy.mode != .replay)
    }

    /// An element that the words led to: what to remember of it, and whether it is another than was remembered.
    func element(
        _ match: Match, of target: Target, _ spec: TargetSpec, _ answer: Answer, in index: PageIndex
    ) -> Element {
        let words = words(of: target)
        var element = Element(match)
        guard let place = index.position(match.element.id) else { return element }
        let recall = Recall(index: index, mask: policy.mask)
        let old = targets[words]
        if let old, old.asksWords, recall.vouches(old, for: place) {
            return Element(match, TargetTrace(words: words, locator: old))
        }
        var trace = TargetTrace(
            words: words, locator: recall.locator(at: place, for: spec, saysWhich: match.isPlaced))
        if let old, !answer.rivals.contains(place) {
            trace.heal = Heal(
                words: words, was: old.sentence, isNow: match.description,
                differences: recall.differences(from: old, at: place))
        }
        element.trace = trace
        return element
    }

    private func words(of target: Target) -> String { policy.mask.masked(target.text.template) }
}

// MARK: Refusals

extension ActionRecall {
    /// Why the words may not be asked, when memory alone is to decide.
    func refusal(of target: Target, _ answer: Answer, in index: PageIndex) -> StepProblem? {
        guard policy.mode == .replay else { return nil }
        switch answer {
        case .known, .asksWords: return nil
        case .nothingRemembered: return problem(target, "nothing is remembered of \(target)")
        case .miss(let rivals):
            guard let locator = targets[words(of: target)] else { return nil }
            return miss(target, locator, rivals, in: index)
        }
    }

    /// - Throws: `StepProblem` when an element is not what was remembered and must not be taken for it.
    func refuseHealing(of target: Target, _ trace: TargetTrace?) throws {
        guard let heal = trace?.heal, policy.mode == .replay || policy.heal == .off else { return }
        let why = heal.differences.isEmpty ? "" : ": \(heal.differences.joined(separator: "; "))"
        throw problem(target, "\(target) was \(heal.was), and is \(heal.isNow)\(why)")
    }

    /// Sign by sign, against what is most like it.
    private func miss(_ target: Target, _ locator: Locator, _ rivals: [Int], in index: PageIndex)
        -> StepProblem
    {
        let was = "\(target) was \(locator.sentence)"
        guard rivals.isEmpty else {
            let list = rivals.prefix(5).map { index.elements[$0].sentence(in: index, at: $0) }
            return problem(
                target, "\(was), and may be any of \(rivals.count): \(list.joined(separator: "; "))")
        }
        let recall = Recall(index: index, mask: policy.mask)
        guard let (place, agreement) = recall.nearest(to: locator) else {
            return problem(target, "\(was), and nothing on the page is like it")
        }
        let sentence = index.elements[place].sentence(in: index, at: place)
        let why = recall.differences(from: locator, at: place).joined(separator: "; ")
        var problem = problem(target, "\(was); nearest is \(sentence)\(why.isEmpty ? "" : ": \(why)")")
        problem.candidates = [
            .init(text: sentence, score: agreement.share, why: "agrees in \(agreement.agreedInWords)")
        ]
        return problem
    }

    private func problem(_ target: Target, _ message: String) -> StepProblem {
        StepProblem(policy.mode == .replay ? .memoryMiss : .healingOff, message, location: target.location)
    }
}

extension ActionRecall.Answer {
    fileprivate var rivals: [Int] { if case .miss(let rivals) = self { rivals } else { [] } }
}

extension ActionRecall.Element {
    /// Known again.
    fileprivate init(_ match: Match, _ trace: TargetTrace) {
        self.match = match
        source = .memory
        self.trace = trace
    }
}

extension Recall {
    fileprivate func differences(from old: Locator, at place: Int) -> [String] {
        let all = Agreement(old, reader.locator(at: place)).differences
        return all.filter { $0.was != nil || !old.asksWords }.map(\.description)
    }
}

extension Agreement {
    /// Of the signs there are, how many agree: from 0 to 1.
    fileprivate var share: Double { Double(agreed.count) / Double(max(1, agreed.count + differences.count)) }

    fileprivate var agreedInWords: String {
        Sign.allCases.filter(agreed.contains).map(\.rawValue).joined(separator: ", ")
    }
}
