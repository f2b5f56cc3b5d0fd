extension Action: CustomStringConvertible {
    /// One line with every secret masked: `fill "Email" with "‹SHOP_EMAIL›"`.
    package var description: String {
        switch kind {
        case .navigate(let url): "open \(url)"
        case .click(let target): "click \(target)"
        case .doubleClick(let target): "double-click \(target)"
        case .rightClick(let target): "right-click \(target)"
        case .hover(let target): "hover over \(target)"
        case .fill(let target, let text): "fill \(target) with \(text.quoted)"
        case .type(let target, let text): "type \(text.quoted)" + Self.suffix(" into", target)
        case .press(key: let key, let target): "press \(key)" + Self.suffix(" in", target)
        case .clear(let target): "clear \(target)"
        case .check(let target): "check \(target)"
        case .uncheck(let target): "uncheck \(target)"
        case .select(let target, let options):
            "select \(options.map(\.quoted).joined(separator: ", ")) in \(target)"
        case .upload(let target, let paths):
            "upload \(paths.map(Self.lastComponent).joined(separator: ", ")) to \(target)"
        case .drag(let target, to: let end): "drag \(target) to \(end)"
        case .scroll(let scroll): Self.sentence(scroll)
        case .waitFor(let expectations):
            "wait until \(expectations.map(\.description).joined(separator: " and "))"
        case .back: "go back"
        case .forward: "go forward"
        case .reload: "reload the page"
        case .acceptDialog(let text): "accept the dialog" + (text.map { " with \($0.quoted)" } ?? "")
        case .dismissDialog: "dismiss the dialog"
        case .switchTab(let tab): "switch to the tab \(tab.quoted)"
        case .closeTab: "close the tab"
        case .emulate(let settings): "emulate \(settings.changes)"
        case .screenshot(let name): "take a screenshot" + (name.map { " named \"\($0)\"" } ?? "")
        }
    }

    private static func suffix(_ word: String, _ target: Target?) -> String {
        target.map { "\(word) \($0)" } ?? ""
    }

    private static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func sentence(_ scroll: Scroll) -> String {
        switch scroll {
        case .into(let target): "scroll to \(target)"
        case .by(let x, let y): "scroll by \(number(x)), \(number(y))"
        case .top: "scroll to the top"
        case .bottom: "scroll to the bottom"
        }
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }
}
