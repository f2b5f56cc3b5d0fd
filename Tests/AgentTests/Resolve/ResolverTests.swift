import Testing

@testable import Agent

@Suite("Resolver")
struct ResolverTests {
    private func button(_ ref: Int, _ name: String, y: Int = 0, states: ElementStates = []) -> PageElement {
        PageElement(
            ref: ref, tag: "button", role: "button",
            states: states.union([.visible, .enabled, .interactive]),
            box: ElementBox(x: 0, y: y, w: 80, h: 20), names: [ElementName(name, .text)])
    }

    private func text(_ ref: Int, _ words: String, y: Int = 0) -> PageElement {
        PageElement(
            ref: ref, tag: "span", role: "", box: ElementBox(x: 100, y: y, w: 80, h: 20),
            names: [ElementName(words, .text)])
    }

    private func field(_ ref: Int, _ name: String, _ source: NameSource, y: Int = 0) -> PageElement {
        PageElement(
            ref: ref, tag: "input", role: "textbox", states: [.visible, .enabled, .interactive, .editable],
            box: ElementBox(x: 0, y: y, w: 200, h: 24), names: [ElementName(name, source)])
    }

    @Test("two equals are never decided by order")
    func equals() throws {
        #expect(
            try outcome("Save", .click, in: [button(1, "Save"), button(2, "Save", y: 40)])
                == "ambiguous #1 #2")
    }

    @Test("an exact name beats a name that contains it")
    func exactBeatsPartial() throws {
        let page = [button(1, "Save draft"), button(2, "Save", y: 40), button(3, "Save all", y: 80)]
        #expect(try outcome("Save", .click, in: page) == "button \"Save\"")
    }

    @Test("several partial names without an exact one are ambiguous")
    func partials() throws {
        #expect(
            try outcome("Save", .click, in: [button(1, "Save draft"), button(2, "Save all")])
                == "ambiguous #1 #2")
    }

    @Test(
        "related meaning, typing errors and disallowed roles are declined with near misses",
        arguments: [
            ("Submit", Intent.click), ("Svae changes", .click), ("Save changes field", .fill),
        ])
    func declined(_ target: String, _ intent: Intent) throws {
        let page = [button(1, "Save changes"), button(2, "Send"), text(3, "Elsewhere")]
        let resolution = Resolver().resolve(try TargetSpec(parsing: target), intent: intent, in: page)
        guard case .notFound(let nearest) = resolution else {
            Issue.record("\(resolution)")
            return
        }
        #expect(nearest.filter { $0.score >= Resolver.threshold } == [])
    }

    @Test(
        "a name with an ordinal or a preposition in it wins over taking it apart",
        arguments: [
            ("First name", "field \"First name\""), ("Name in full", "field \"Name in full\""),
            ("last Name", "field \"Name\""),
        ])
    func wholeNames(_ target: String, _ result: String) throws {
        let page = [
            field(1, "Name", .label), field(2, "First name", .label, y: 40),
            field(3, "Name in full", .label, y: 80),
        ]
        #expect(try outcome(target, .fill, in: page) == result)
    }

    @Test(
        "clicking prefers a control to bare text of the same name, and takes bare text when there is no control"
    )
    func controlsFirst() throws {
        #expect(try outcome("Open", .click, in: [text(1, "Open"), button(2, "Open")]) == "button \"Open\"")
        #expect(try outcome("Open", .click, in: [text(1, "Open")]) == "text \"Open\"")
        #expect(try outcome("Open", .click, in: [text(1, "Open now")]) == "not found")
    }

    @Test(
        "looking for text takes only the very words people can read",
        arguments: [
            ("Order placed", true), ("order", true), ("Log in", false), ("placed order", false),
            ("Thanks", false),
            ("notice", false),
        ])
    func visibleText(_ target: String, _ shown: Bool) throws {
        var note = text(2, "Order placed today")
        note.names.append(ElementName("thanks notice", .identifier))
        let page = [button(1, "Sign in"), note]
        let matches = Resolver().matches(
            try TargetSpec(parsing: target), intent: .assertVisible, elements: page)
        #expect(matches.isEmpty == !shown)
    }

    @Test("several equal texts all count, exact ones only when there are any")
    func allMatches() throws {
        let page = [text(1, "Payment"), text(2, "Payment method"), text(3, "Payment", y: 40)]
        let found = Resolver().matches(
            try TargetSpec(parsing: "Payment"), intent: .assertVisible, elements: page)
        #expect(found.map(\.element.ref) == [1, 3])
        #expect(found.map(\.isExact) == [true, true])
    }

    @Test(
        "a noun alone stands for the thing, not for just anything",
        arguments: [
            ("the dialog", "dialog"), ("Image", "not found"), ("Your picture", "not found"),
            ("Text", "not found"),
        ])
    func nouns(_ target: String, _ result: String) throws {
        let image = PageElement(ref: 1, tag: "img", role: "img")
        let dialog = PageElement(
            ref: 2, tag: "dialog", role: "dialog", states: [.visible, .enabled, .container])
        #expect(try outcome(target, .assertVisible, in: [image, dialog, text(3, "Other")]) == result)
    }

    @Test("invisible elements are out of the question, hidden file inputs excepted")
    func invisible() throws {
        var hidden = button(1, "Save")
        hidden.states.remove(.visible)
        #expect(try outcome("Save", .click, in: [hidden]) == "not found")
        var file = PageElement(ref: 2, tag: "input", role: "file", states: [.enabled, .interactive])
        file.names = [ElementName("Photo", .label)]
        #expect(try outcome("Photo", .upload, in: [file]) == "file field \"Photo\"")
    }

    @Test("a label gives way to its control")
    func labels() throws {
        var label = PageElement(
            ref: 1, tag: "label", role: "label", states: [.visible, .enabled, .interactive])
        label.names = [ElementName("News", .text)]
        label.control = 2
        var box = PageElement(
            ref: 2, tag: "input", role: "checkbox", states: [.visible, .enabled, .interactive])
        box.names = [ElementName("News", .label)]
        #expect(try outcome("News", .check, in: [label, box]) == "checkbox \"News\"")
        #expect(try outcome("News", .click, in: [label, box]) == "checkbox \"News\"")
    }

    @Test(
        "relative places are measured",
        arguments: [
            ("button below Second", "button \"B\""), ("button above Second", "button \"A\""),
        ])
    func places(_ target: String, _ result: String) throws {
        let page = [
            text(1, "First", y: 0), button(2, "A", y: 30), text(3, "Second", y: 60), button(4, "B", y: 90),
            button(5, "C", y: 130),
        ]
        #expect(try outcome(target, .click, in: page) == result)
    }

    @Test("links to one address are one link; to two addresses they are not")
    func sameAddress() throws {
        func link(_ ref: Int, _ address: String) -> PageElement {
            var link = PageElement(
                ref: ref, tag: "a", role: "link", states: [.visible, .enabled, .interactive])
            link.names = [ElementName("Help", .text)]
            link.value = address
            return link
        }
        #expect(try outcome("Help", .click, in: [link(1, "/help"), link(2, "/help")]) == "link \"Help\"")
        #expect(try outcome("Help", .click, in: [link(1, "/help"), link(2, "/faq")]) == "ambiguous #1 #2")
    }

    @Test("what a selector chose is taken, and several visible ones are ambiguous")
    func selectors() throws {
        let page = [button(1, "One"), button(2, "Two", y: 40)]
        let spec = try TargetSpec(parsing: "css=button")
        let ids = page.map(\.id)
        #expect(
            Resolver().resolve(spec, intent: .click, in: page, selected: [ids[1]]).match?.element.ref == 2)
        #expect(Resolver().resolve(spec, intent: .click, in: page, selected: ids).match == nil)
        #expect(Resolver().resolve(spec, intent: .click, in: page, selected: []) == .notFound(nearest: []))
    }

    @Test("what only looks like CSS falls back to words when the page has no match")
    func fallback() throws {
        let page = [button(1, "node.js")]
        let spec = try TargetSpec(parsing: "node.js")
        #expect(Resolver().resolve(spec, intent: .click, in: page, selected: []).match?.element.ref == 1)
    }

    @Test("a disabled control is still found, so that the reason can be told")
    func disabled() throws {
        var save = button(1, "Save")
        save.states.remove(.enabled)
        let match = Resolver().resolve(try TargetSpec(parsing: "Save"), intent: .click, in: [save]).match
        #expect(match?.element.ref == 1)
        #expect(match?.why.contains("state 0.20") == true)
    }
}
