import Flows

/// Gathers what is wrong and what is odd while a configuration is read.
final class ConfigFindings {
    var errors: [ConfigProblem] = []
    var warnings: [ConfigProblem] = []
}

/// One object of the configuration with typed access to its keys.
struct ConfigSection {
    private let section: ConfigNode
    private let entries: [SourceNode.Entry]
    private let environment: ConfigEnvironment
    private let findings: ConfigFindings

    /// Reports a value that is no object and warns of unknown keys.
    init?(_ section: ConfigNode, known: [String], environment: ConfigEnvironment, findings: ConfigFindings) {
        guard case .mapping(let entries) = section.node.content else {
            findings.errors.append(section.problem("must be an object, not \(section.node.kindInWords)"))
            return nil
        }
        self.section = section
        self.entries = entries.filter { !$0.value.isNull }
        self.environment = environment
        self.findings = findings
        for entry in entries where !known.contains(entry.key) {
            let pointer = section.child(entry.key, entry.value).pointer
            findings.warnings.append(
                ConfigProblem(
                    entry.keyLocation, pointer: pointer, "is not a known key",
                    hint: Nearest.hint(for: entry.key, among: known)))
        }
    }

    /// The value of `key`, or nil when it is missing or null.
    func node(_ key: String) -> ConfigNode? {
        entries.first { $0.key == key }.map { section.child(key, $0.value) }
    }

    func section(_ key: String, known: [String]) -> ConfigSection? {
        node(key).flatMap {
            ConfigSection($0, known: known, environment: environment, findings: findings)
        }
    }

    /// The section without these keys.
    func rest(without keys: [String]) -> SourceNode {
        SourceNode(
            .mapping(entries.filter { !keys.contains($0.key) }), location: section.node.location)
    }

    // MARK: Values

    func text(_ key: String) -> ConfigText? {
        node(key).flatMap(text)
    }

    func secret(_ key: String) -> ConfigSecret? {
        text(key).map(ConfigSecret.init)
    }

    func texts(_ key: String) -> [ConfigText] {
        guard let list = node(key) else { return [] }
        guard case .sequence(let elements) = list.node.content else {
            report(list, "must be a list of texts")
            return []
        }
        return elements.enumerated().compactMap { index, element in text(list.child("\(index)", element)) }
    }

    /// Keys and values of an object of texts.
    func textsByKey(_ key: String) -> [String: ConfigText] {
        guard let object = node(key) else { return [:] }
        guard case .mapping(let entries) = object.node.content else {
            report(object, "must be an object")
            return [:]
        }
        let pairs = entries.compactMap { entry in
            text(object.child(entry.key, entry.value)).map { (entry.key, $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func bool(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        if case .scalar(let scalar) = node.node.content, !scalar.isQuoted {
            if scalar.text == "true" { return true }
            if scalar.text == "false" { return false }
        }
        report(node, "must be true or false")
        return nil
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        if let number = node.node.integer, range.contains(number) { return number }
        report(node, "must be a whole number between \(range.lowerBound) and \(range.upperBound)")
        return nil
    }

    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = node(key) else { return nil }
        if case .scalar(let scalar) = node.node.content, !scalar.isQuoted, let number = Double(scalar.text),
            range.contains(number)
        {
            return number
        }
        report(node, "must be a number between \(Int(range.lowerBound)) and \(Int(range.upperBound))")
        return nil
    }

    /// Milliseconds, at most a day.
    func duration(_ key: String, from shortest: Int = 1) -> Duration? {
        integer(key, in: shortest...86_400_000).map { .milliseconds($0) }
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        guard let node = node(key) else { return nil }
        let words = Choice.allCases.map(\.rawValue)
        if case .scalar(let scalar) = node.node.content {
            if let choice = Choice(rawValue: scalar.text) { return choice }
            report(node, "must be one of \(words.joined(separator: ", "))", near: (scalar.text, words))
        } else {
            report(node, "must be one of \(words.joined(separator: ", "))")
        }
        return nil
    }

    private func text(_ value: ConfigNode) -> ConfigText? {
        guard case .scalar(let scalar) = value.node.content, scalar.isQuoted else {
            report(value, "must be text")
            return nil
        }
        return ConfigText(
            scalar.text, location: value.node.location, pointer: value.pointer, environment: environment)
    }

    func report(_ node: ConfigNode, _ wanted: String, near: (word: String, among: [String])? = nil) {
        let hint = near.flatMap { Nearest.hint(for: $0.word, among: $0.among) }
        findings.errors.append(node.problem("\(wanted), not \(node.node.kindInWords)", hint: hint))
    }
}
