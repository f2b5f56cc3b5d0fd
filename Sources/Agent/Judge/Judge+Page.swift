import CDP
import Flows

// Expectations about the page as a whole and about its elements.
extension Judge {
    func check(_ expectation: Expectation, _ evidence: Evidence) async throws -> Finding {
        switch expectation.kind {
        case .url(let address):
            let url = page.url
            let fits = address.reveal { AddressPattern(text: $0).matches(url) }
            return fits ? .held(url) : .unmet(url)
        case .title(let title):
            let shown = evidence.observation.title
            let fits = title.reveal { Pattern(text: Self.tidy($0)).matches(Self.tidy(shown)) }
            return fits ? .held("\"\(shown)\"") : .unmet("\"\(shown)\"")
        case .visible(let target): return try await visible(target, evidence)
        case .hidden(let target): return try await hidden(target, evidence)
        case .text(in: nil, let text):
            let onPage = Self.contains([evidence.observation.text], text, "the page")
            guard case .unmet = onPage else { return onPage }
            // Text in a box of its own runs into what is beside it.
            return Self.contains(Self.texts(of: evidence.observation), text, "the page")
        case .text(in: let target?, let text):
            return try await reading(target, [.read], evidence) {
                Self.contains([$0.text, $0.boxedText], text, "")
            }
        case .value(let target, let wanted):
            return try await reading(target, [.fill, .select, .read], evidence) { reading in
                let shown = [reading.value, reading.selectedText].compactMap { $0 }
                let fits = wanted.reveal { shown.contains($0) }
                let saw = "\"\(reading.selectedText ?? reading.value ?? reading.text)\""
                return fits ? .held(saw) : .unmet(saw)
            }
        case .checked(let target, let wanted):
            return try await reading(target, [.check, .read], evidence) { reading in
                let saw = reading.check.map {
                    $0 == .on ? "checked" : $0 == .off ? "unchecked" : "half checked"
                }
                guard let saw else { return .unmet("it is nothing that can be checked") }
                return (reading.check == .on) == wanted && reading.check != .mixed ? .held(saw) : .unmet(saw)
            }
        case .enabled(let target):
            return try await reading(target, Self.controls, evidence) {
                $0.isEnabled ? .held("enabled") : .unmet("disabled")
            }
        case .disabled(let target):
            return try await reading(target, Self.controls, evidence) {
                $0.isEnabled ? .unmet("enabled") : .held("disabled")
            }
        case .focused(let target):
            return try await reading(target, Self.controls, evidence) {
                $0.isFocused ? .held("focused") : .unmet("not focused")
            }
        case .count(let target, let wanted):
            let matches = try await shown(target, evidence)
            let saw = "\(matches.count)"
            return matches.count == wanted ? .held(saw) : .unmet(saw)
        case .request(let pattern): return request(pattern, evidence)
        case .download(let pattern): return download(pattern, evidence)
        case .console(let rule): return console(rule, evidence)
        case .says:
            return .undecidable(
                StepProblem(
                    .needsModel, "\(expectation.description) needs a model to judge it",
                    location: expectation.location))
        }
    }

    private func shown(_ target: Target, _ evidence: Evidence) async throws -> [Match] {
        try await drawn(target, evidence).filter { !$0.element.states.contains(.transparent) }
    }

    /// What fits and takes up room on the page, be it transparent.
    private func drawn(_ target: Target, _ evidence: Evidence) async throws -> [Match] {
        let finder = TargetFinder(page: page, limits: limits)
        let matches = try await finder.matches(
            target, for: .assertVisible, in: evidence.observation, by: evidence.deadline)
        return matches.filter { $0.element.isVisible }
    }

    private func visible(_ target: Target, _ evidence: Evidence) async throws -> Finding {
        let drawn = try await drawn(target, evidence)
        let first = drawn.first { !$0.element.states.contains(.transparent) }
        if let first { return .held(first.description, by: first.element) }
        if let faded = drawn.first { return .unmet("\(faded.description), wholly transparent") }
        if try isText(target, evidence.observation.text) { return .held("text on the page") }
        if evidence.observation.isTruncated {
            return .unmet("nothing on the part of the page that could be listed")
        }
        return .unmet("nothing like it on \(AddressPattern.pathOnwards(page.url))")
    }

    private func hidden(_ target: Target, _ evidence: Evidence) async throws -> Finding {
        let drawn = try await drawn(target, evidence)
        let first = drawn.first { !$0.element.states.contains(.transparent) }
        if let first { return .unmet(first.description) }
        if let faded = drawn.first { return .held("\(faded.description), wholly transparent") }
        if try isText(target, evidence.observation.text) { return .unmet("text on the page") }
        if evidence.observation.isTruncated { return .unmet("a page too big to be listed whole") }
        return .held("not on the page")
    }

    /// Whether the plain words of a target stand on the page, though no single element holds them.
    private func isText(_ target: Target, _ text: String) throws -> Bool {
        let spec = try TargetFinder.parse(target)
        guard spec.selector == nil, spec.roleNoun == nil, spec.ordinal == nil, spec.scope.isEmpty else {
            return false
        }
        let shown = NormalText(text).plain
        return target.text.reveal { WholeText.contains(NormalText($0.trimmingQuotes).plain, in: shown) }
    }

    /// What a state is a state of: fields and controls rather than the words beside them.
    static let controls: [Intent] = [.fill, .click, .select, .read]

    /// Reads the one element the target means, taken for the first of `intents` that any element fits.
    private func reading(
        _ target: Target, _ intents: [Intent], _ evidence: Evidence, _ decide: (ElementReading) -> Finding
    ) async throws -> Finding {
        let finder = TargetFinder(page: page, limits: limits)
        var resolution = Resolution.notFound(nearest: [])
        for intent in intents {
            resolution = try await finder.resolve(
                target, for: intent, in: evidence.observation, by: evidence.deadline)
            if case .notFound = resolution { continue }
            break
        }
        switch resolution {
        case .found(let match):
            let limit = evidence.deadline.left + CallLimits.ping
            let reading = try await Observer(page).read(
                evidence.observation.ref(match.element), within: limit)
            guard reading.isConnected else { return .unmet("it was just replaced") }
            guard case .held(let saw, _) = decide(reading) else { return decide(reading) }
            return .held(saw, by: match.element)
        case .ambiguous(let matches): return .undecidable(TargetFinder.ambiguous(target, matches))
        case .notFound(let nearest):
            return .unmet(TargetFinder.missing(target, nearest, evidence.observation).message)
        }
    }

    /// Whether any of the ways to read a place has the text.
    static func contains(_ readings: [String], _ wanted: FlowText, _ place: String) -> Finding {
        let fits = wanted.reveal { wanted in
            let wanted = tidy(wanted)
            return readings.contains { WholeText.contains(wanted, in: tidy($0)) }
        }
        let shown = "\"\(tidy(readings.first ?? "").prefix(200))\""
        if fits { return .held(place.isEmpty ? shown : "it on \(place)") }
        return .unmet(place.isEmpty ? shown : "\(place) without it")
    }

    /// What each element says that can be seen.
    private static func texts(of observation: Observation) -> [String] {
        observation.elements.filter(\.isVisible).flatMap(\.names).filter { $0.source == .text }.map(\.text)
    }

    /// One space wherever there is white space, none around.
    static func tidy(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension String {
    /// Without the quotes that mark an exact name.
    fileprivate var trimmingQuotes: String {
        guard count > 1, let first, let last, first == last, first == "\"" || first == "'" else {
            return self
        }
        return String(dropFirst().dropLast())
    }
}
