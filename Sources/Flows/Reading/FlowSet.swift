/// Checks what only several files together can get wrong.
struct FlowSet {
    let documents: [FlowDocument]

    func problems() -> [FlowFileError] {
        duplicates() + unknownSetups() + circles()
    }

    private func duplicates() -> [FlowFileError] {
        var first: [String: FlowDocument] = [:]
        var problems: [FlowFileError] = []
        for document in documents {
            guard let name = document.name else { continue }
            let slug = Slug.make(from: name)
            guard let other = first[slug], let otherName = other.name else {
                first[slug] = document
                continue
            }
            let message =
                otherName == name
                ? "a flow named \"\(name)\" is already at \(other.nameLocation)"
                : "the name \"\(name)\" is too close to \"\(otherName)\" at \(other.nameLocation);"
                    + " both leave their results in \(slug)"
            problems.append(FlowFileError(document.nameLocation, message))
        }
        return problems
    }

    private func unknownSetups() -> [FlowFileError] {
        // A file without a readable name may hold the very flow that seems to be missing.
        let names = documents.compactMap(\.name)
        guard names.count == documents.count else { return [] }
        let known = Set(names)
        return documents.flatMap(\.setup).filter { !known.contains($0.word) }.map { setup in
            FlowFileError(
                setup.location, "setup names an unknown flow \"\(setup.word)\"",
                hint: Nearest.hint(for: setup.word, among: known))
        }
    }

    private func circles() -> [FlowFileError] {
        let byName = Dictionary(
            documents.compactMap { document in document.name.map { ($0, document) } },
            uniquingKeysWith: { first, _ in first })
        var finished: Set<String> = []
        var problems: [FlowFileError] = []

        func visit(_ name: String, path: [String]) {
            guard let document = byName[name], !finished.contains(name) else { return }
            let path = path + [name]
            for setup in document.setup {
                if let start = path.firstIndex(of: setup.word) {
                    let circle = path[start...] + [setup.word]
                    problems.append(
                        FlowFileError(
                            setup.location,
                            "setup goes round in a circle: \(circle.joined(separator: " → "))"))
                } else {
                    visit(setup.word, path: path)
                }
            }
            finished.insert(name)
        }
        for document in documents {
            if let name = document.name { visit(name, path: []) }
        }
        return problems
    }
}
