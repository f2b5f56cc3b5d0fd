import Foundation

/// Reads one file's nodes into a flow, reporting everything wrong with them.
struct FlowReader {
    private static let flowKeys = [
        "name", "description", "priority", "persona", "entry_point", "tags", "setup", "data", "public",
        "browser", "steps",
    ]
    private static let stepKeys = ["name", "actions", "expected_state", "timeout_ms", "sequence_order"]
    /// Columns of the `flows` and `steps` tables that say nothing about what to test.
    private static let columns: Set<String> = [
        "id", "project_id", "persona_id", "flow_id", "sequence_order", "next_step_id", "graph_data",
        "affected_by_changes", "risk_score", "coverage_score", "created_at", "last_modified",
    ]
    private static let longestStep = 86_400_000

    let project: String
    let folder: URL
    private let problems: ProblemList
    private var reader: ValueReader

    init(project: String, folder: URL, values: Template.Values, problems: ProblemList) {
        self.project = project
        self.folder = folder
        self.problems = problems
        reader = ValueReader(problems: problems, values: values)
    }

    mutating func read(_ node: SourceNode) -> FlowDocument {
        var document = FlowDocument(location: node.location)
        let owner = "a flow"
        guard
            let fields = Fields(
                node, owner: owner, known: Self.flowKeys, ignored: Self.columns, problems: problems)
        else { return document }
        if let name = fields["name"] {
            document.name = reader.word(name, "name")
            document.nameLocation = name.location
        } else {
            problems.add(node.location, "the flow has no name")
        }
        let setup = fields["setup"].map { reader.words($0, "setup") } ?? []
        document.setup = setup
        readPublicNames(fields["public"])
        readData(fields["data"])
        let browser = fields["browser"].map(BrowserReader(reader: reader, folder: folder).read)
        let priority = readPriority(fields["priority"])
        let steps = readSteps(fields["steps"], of: node)
        let flow = Flow(
            id: FlowID(project: project, flow: document.name ?? ""), name: document.name ?? "",
            description: fields["description"].flatMap { prose($0, "description") },
            priority: priority ?? .medium,
            persona: fields["persona"].flatMap { reader.word($0, "persona") },
            entryPoint: fields["entry_point"].flatMap { reader.text($0, "entry_point") },
            tags: fields["tags"].map { reader.words($0, "tags").map(\.word) } ?? [],
            setup: setup.map(\.word), data: reader.values.data,
            browser: browser ?? BrowserSettings(), steps: steps, location: node.location)
        document.flow = problems.errors.isEmpty ? flow : nil
        return document
    }

    private func prose(_ node: SourceNode, _ key: String) -> String? {
        guard case .scalar(let scalar) = node.content else {
            problems.add(node.location, "\(key) must be text, not \(node.kindInWords)")
            return nil
        }
        return scalar.text
    }

    private func readPriority(_ node: SourceNode?) -> Flow.Priority? {
        guard let node, let word = reader.word(node, "priority") else { return nil }
        if let priority = Flow.Priority(rawValue: word) { return priority }
        problems.add(
            node.location, "priority must be critical, high, medium or low, not \"\(word)\"",
            hint: Nearest.hint(for: word, among: Flow.Priority.allCases.map(\.rawValue)))
        return nil
    }

    private mutating func readPublicNames(_ node: SourceNode?) {
        for (word:name, location:place) in node.map({ reader.words($0, "public") }) ?? [] {
            if Template.isName(name) {
                reader.values.publicNames.insert(name)
            } else {
                problems.add(place, "\"\(name)\" is not the name of an environment variable")
            }
        }
    }

    // MARK: Data

    private mutating func readData(_ node: SourceNode?) {
        guard let node else { return }
        guard case .mapping(let entries) = node.content else {
            problems.add(node.location, "data must be a map, not \(node.kindInWords)")
            return
        }
        var waiting = entries
        // Data may refer to data written further down, so go round until nothing more can be filled in.
        while !waiting.isEmpty {
            let missing = Set(waiting.map(\.key))
            let ready = waiting.filter { references(of: $0.value).isDisjoint(with: missing) }
            if ready.isEmpty { break }
            for entry in ready {
                // A wrong value is reported once, here, and not again wherever it is used.
                reader.values.data[entry.key] =
                    reader.text(entry.value, "data.\(entry.key)", canBeEmpty: true) ?? ""
            }
            waiting.removeAll { entry in ready.contains(entry) }
        }
        for entry in waiting {
            problems.add(entry.value.location, "data.\(entry.key) refers to itself")
            reader.values.data[entry.key] = ""
        }
    }

    private func references(of node: SourceNode) -> Set<String> {
        guard case .scalar(let scalar) = node.content, let template = try? Template(scalar.text) else {
            return []
        }
        let keys = template.pieces.compactMap { piece in
            if case .data(let key) = piece { key } else { nil }
        }
        return Set(keys)
    }

    // MARK: Steps

    private func readSteps(_ node: SourceNode?, of flow: SourceNode) -> [Step] {
        guard let node else {
            problems.add(flow.location, "the flow has no steps")
            return []
        }
        guard case .sequence(let elements) = node.content else {
            problems.add(node.location, "steps must be a list, not \(node.kindInWords)")
            return []
        }
        if elements.isEmpty { problems.add(node.location, "steps is empty") }
        return ordered(elements).enumerated().compactMap { index, element in
            readStep(element, number: index + 1)
        }
    }

    /// By `sequence_order` when every step has one, else as written.
    private func ordered(_ steps: [SourceNode]) -> [SourceNode] {
        var places: [Int: SourceLocation] = [:]
        var orders: [(order: Int, step: SourceNode)] = []
        for step in steps {
            guard case .mapping(let entries) = step.content,
                let node = entries.first(where: { $0.key == "sequence_order" })?.value, !node.isNull
            else { return steps }
            guard let order = reader.integer(node, "sequence_order", in: 0 ... .max) else { return steps }
            if let other = places.updateValue(node.location, forKey: order) {
                problems.add(node.location, "sequence_order \(order) is already at line \(other.line)")
            }
            orders.append((order, step))
        }
        return orders.sorted { $0.order < $1.order }.map(\.step)
    }

    private func readStep(_ node: SourceNode, number: Int) -> Step? {
        if case .scalar = node.content {
            return reader.word(node, "a step").map { Step(number: number, name: $0, location: node.location) }
        }
        guard
            let fields = Fields(
                node, owner: "a step", known: Self.stepKeys, ignored: Self.columns, problems: problems)
        else { return nil }
        let actions = fields["actions"].map(readActions) ?? []
        let expectations = fields["expected_state"].map(ExpectationReader(reader: reader).read) ?? []
        let timeout = fields["timeout_ms"].flatMap {
            reader.integer($0, "timeout_ms", in: 1...Self.longestStep, " of milliseconds")
        }
        guard let name = fields["name"] else {
            problems.add(node.location, "the step has no name")
            return nil
        }
        guard let sentence = reader.word(name, "name") else { return nil }
        return Step(
            number: number, name: sentence, actions: actions, expectations: expectations,
            timeout: timeout.map { .milliseconds($0) }, location: node.location)
    }

    private func readActions(_ node: SourceNode) -> [Action] {
        guard case .sequence(let elements) = node.content else {
            problems.add(node.location, "actions must be a list, not \(node.kindInWords)")
            return []
        }
        let actions = ActionReader(reader: reader, folder: folder)
        return elements.compactMap(actions.read)
    }
}
