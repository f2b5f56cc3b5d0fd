import Foundation

extension ActionReader {
    /// One action whose keys are already known to be right for its type.
    struct Form {
        let type: ActionType
        let keys: [[String]]
        let fields: Fields
        let reader: ValueReader
        let owner: String
        let folder: URL

        /// Nil when something is missing or wrong, which is then reported.
        func kind() -> Action.Kind? {
            switch type {
            case .navigate: text("url").map(Action.Kind.navigate)
            case .click: target().map(Action.Kind.click)
            case .doubleClick: target().map(Action.Kind.doubleClick)
            case .rightClick: target().map(Action.Kind.rightClick)
            case .hover: target().map(Action.Kind.hover)
            case .clear: target().map(Action.Kind.clear)
            case .check: target().map(Action.Kind.check)
            case .uncheck: target().map(Action.Kind.uncheck)
            case .fill: both(target(), text("value", canBeEmpty: true)).map(Action.Kind.fill)
            case .type: text("value").map { .type(optionalTarget(), $0) }
            case .press: text("key").map { .press(key: $0, optionalTarget()) }
            case .select: both(target(), options()).map(Action.Kind.select)
            case .upload: both(target(), files()).map(Action.Kind.upload)
            case .drag: both(target(), target("to")).map(Action.Kind.drag)
            case .scroll: scroll().map(Action.Kind.scroll)
            case .waitFor: waitFor()
            case .back: .back
            case .forward: .forward
            case .reload: .reload
            case .acceptDialog: .acceptDialog(given("value").flatMap { reader.text($0.value, $0.key) })
            case .dismissDialog: .dismissDialog
            case .switchTab: text("tab").map(Action.Kind.switchTab)
            case .closeTab: .closeTab
            case .emulate: emulate()
            case .screenshot: .screenshot(given("name").flatMap { reader.word($0.value, $0.key) })
            }
        }

        private func both<A, B>(_ first: A?, _ second: B?) -> (A, B)? {
            guard let first, let second else { return nil }
            return (first, second)
        }

        /// The entry of a key, or of another word for it.
        private func given(_ key: String) -> SourceNode.Entry? {
            let words = keys.first { $0.contains(key) } ?? [key]
            return fields.entries.first { words.contains($0.key) }
        }

        private func needed(_ key: String) -> SourceNode.Entry? {
            if let entry = given(key) { return entry }
            reader.problems.add(fields.location, "\(owner) needs a \(key)")
            return nil
        }

        private func text(_ key: String, canBeEmpty: Bool = false) -> FlowText? {
            needed(key).flatMap { reader.text($0.value, $0.key, canBeEmpty: canBeEmpty) }
        }

        private func target(_ key: String = "target") -> Target? {
            needed(key).flatMap { reader.target($0.value, $0.key) }
        }

        private func optionalTarget() -> Target? {
            given("target").flatMap { reader.target($0.value, $0.key) }
        }

        private func list<R>(_ key: String, _ read: (SourceNode, String) -> R?) -> [R]? {
            guard let entry = needed(key) else { return nil }
            let nodes = reader.list(entry.value)
            if nodes.isEmpty { reader.problems.add(entry.value.location, "\(entry.key) is empty") }
            return nodes.compactMap { read($0, entry.key) }
        }

        private func options() -> [FlowText]? {
            list("value") { reader.text($0, $1) }
        }

        private func files() -> [String]? {
            list("file") { node, key in
                guard let text = reader.text(node, key) else { return nil }
                guard let path = text.plain else {
                    reader.problems.add(
                        node.location, "the path of a file cannot be secret",
                        hint: "list its variable under public")
                    return nil
                }
                return URL(filePath: path, relativeTo: folder).standardizedFileURL.path(percentEncoded: false)
            }
        }

        private func scroll() -> Action.Scroll? {
            guard let entry = fields.entries.first(where: { $0.key != "type" }) else {
                reader.problems.add(fields.location, "a scroll action needs a target, to or by")
                return nil
            }
            if entry.key == "by" { return distance(entry.value) }
            guard let target = reader.target(entry.value, entry.key) else { return nil }
            switch (entry.key, target.text.plain) {
            case ("to", "top"): return .top
            case ("to", "bottom"): return .bottom
            case _: return .into(target)
            }
        }

        private func distance(_ node: SourceNode) -> Action.Scroll? {
            if let down = node.number { return .by(x: 0, y: down) }
            guard case .mapping = node.content else {
                reader.problems.add(
                    node.location,
                    "by must be a number of pixels or a map of x and y, not \(node.kindInWords)")
                return nil
            }
            let known = ["x", "y"]
            guard let axes = Fields(node, owner: "by", known: known, problems: reader.problems) else {
                return nil
            }
            let lengths = known.map { axis -> Double? in
                guard let node = axes[axis] else { return 0 }
                if node.number == nil {
                    reader.problems.add(node.location, "\(axis) must be a number, not \(node.kindInWords)")
                }
                return node.number
            }
            return both(lengths[0], lengths[1]).map { .by(x: $0.0, y: $0.1) }
        }

        private func emulate() -> Action.Kind? {
            let browser = BrowserReader(reader: reader, folder: folder)
            var settings = browser.read(fields)
            settings.unmocked = fields["unmock"].map { node in
                let urls = browser.texts(node, "unmock")
                return urls.map(\.plain) == ["all"] ? .all : .urls(urls)
            }
            if settings.isEmpty { reader.problems.add(fields.location, "an emulate action changes nothing") }
            return .emulate(settings)
        }

        private func waitFor() -> Action.Kind? {
            let expectations = ExpectationReader(reader: reader)
            let entries = fields.entries.filter { $0.key != "type" }
            if entries.isEmpty {
                reader.problems.add(
                    fields.location, "a wait_for action needs one of visible, hidden, text, url or target")
                return nil
            }
            return .waitFor(
                entries.flatMap { expectations.read($0.key == "target" ? "visible" : $0.key, $0) })
        }
    }
}
