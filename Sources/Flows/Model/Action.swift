/// One thing to do on the page; its place in the file does not make it another action.
package struct Action: Sendable, Hashable {
    /// Where a scroll ends.
    package enum Scroll: Sendable, Hashable {
        case into(Target)
        /// CSS pixels, right and down positive.
        case by(x: Double, y: Double)
        case top
        case bottom
    }

    package enum Kind: Sendable, Hashable {
        case navigate(FlowText)
        case click(Target)
        case doubleClick(Target)
        case rightClick(Target)
        case hover(Target)
        case fill(Target, FlowText)
        /// Key by key, into the target or whatever has the focus.
        case type(Target?, FlowText)
        /// A key or chord such as `Enter` or `Control+A`, to the target or whatever has the focus.
        case press(key: FlowText, Target?)
        case clear(Target)
        case check(Target)
        case uncheck(Target)
        case select(Target, [FlowText])
        /// Absolute paths, resolved against the folder of the flow file.
        case upload(Target, [String])
        case drag(Target, to: Target)
        case scroll(Scroll)
        /// Only `visible`, `hidden`, `text` and `url` expectations.
        case waitFor([Expectation])
        case back
        case forward
        case reload
        case acceptDialog(FlowText?)
        case dismissDialog
        /// A part of the tab's title or URL, or its number from 1.
        case switchTab(FlowText)
        case closeTab
        case screenshot(String?)
        /// Only what can change while a page is up.
        case emulate(BrowserSettings)
    }

    package let kind: Kind
    package let location: SourceLocation

    package init(_ kind: Kind, location: SourceLocation = SourceLocation(file: "")) {
        self.kind = kind
        self.location = location
    }

    /// The type as flow files and reports write it: `double_click`.
    package var name: String { type.rawValue }

    /// Every text the action holds.
    package var texts: [FlowText] {
        switch kind {
        case .navigate(let text), .switchTab(let text): [text]
        case .click(let target), .doubleClick(let target), .rightClick(let target), .hover(let target),
            .clear(let target), .check(let target), .uncheck(let target), .upload(let target, _),
            .scroll(.into(let target)):
            [target.text]
        case .fill(let target, let text): [target.text, text]
        case .type(let target, let text), .press(key: let text, let target):
            [target?.text, text].compactMap { $0 }
        case .select(let target, let options): [target.text] + options
        case .drag(let target, let end): [target.text, end.text]
        case .waitFor(let expectations): expectations.flatMap(\.texts)
        case .emulate(let settings): settings.texts
        case .acceptDialog(let text): [text].compactMap { $0 }
        case .scroll(.by), .scroll(.top), .scroll(.bottom), .back, .forward, .reload, .dismissDialog,
            .closeTab, .screenshot:
            []
        }
    }
}

extension Action {
    package static func == (left: Action, right: Action) -> Bool { left.kind == right.kind }

    package func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}
