import Flows
import Testing

@testable import Agent

@Suite("Knowing elements again")
struct RecallTests {
    private func button(_ ref: Int, _ name: String, heading: String = "Cart", unit: Int? = nil) -> PageElement
    {
        var element = PageElement(
            ref: ref, tag: "button", role: "button", states: [.visible, .enabled, .interactive],
            box: ElementBox(x: 0, y: ref * 40, w: 80, h: 20), names: [ElementName(name, .text)])
        element.context.landmark = "main"
        element.context.heading = heading
        element.unit = unit
        element.parent = unit
        return element
    }

    private func card(_ ref: Int, _ title: String) -> PageElement {
        PageElement(
            ref: ref, tag: "article", role: "article", states: [.visible, .enabled, .container],
            names: [ElementName(title, .caption)])
    }

    private func title(_ ref: Int, _ text: String, of card: Int) -> PageElement {
        var title = PageElement(
            ref: ref, tag: "h3", role: "heading", box: ElementBox(x: 0, y: ref * 40, w: 80, h: 20),
            names: [ElementName(text, .text)])
        title.unit = card
        title.parent = card
        return title
    }

    private func learnt(_ ref: Int, from elements: [PageElement], words: String) throws -> Locator {
        let index = PageIndex(elements)
        let spec = try TargetSpec(parsing: words)
        let match = try #require(Resolver().resolve(spec, intent: .click, in: index).match)
        let place = try #require(index.position(match.element.id))
        #expect(match.element.ref == ref)
        return Recall(index: index, mask: MemoryMask()).locator(
            at: place, for: spec, saysWhich: match.isPlaced)
    }

    private func known(_ locator: Locator, in elements: [PageElement]) -> [Int] {
        Recall(index: PageIndex(elements), mask: MemoryMask()).places(of: locator).map { elements[$0].ref }
    }

    @Test("an element is known again wherever it stands")
    func moved() throws {
        let page = [button(1, "Save"), button(2, "Cancel")]
        let locator = try learnt(1, from: page, words: "Save")
        #expect(known(locator, in: [button(5, "Cancel"), button(6, "Save"), button(7, "Help")]) == [6])
    }

    @Test("of two equals none is known again")
    func equals() throws {
        let locator = try learnt(1, from: [button(1, "Save")], words: "Save")
        #expect(known(locator, in: [button(1, "Save"), button(2, "Save")]) == [1, 2])
    }

    @Test("of several that might be it the one that is it in everything is known again")
    func exact() throws {
        let locator = try learnt(1, from: [button(1, "Save")], words: "Save")
        var other = button(2, "Save")
        other.context.landmark = "banner"
        other.names.append(ElementName("save all", .identifier))
        #expect(known(locator, in: [other, button(1, "Save")]) == [1])
    }

    @Test("the button of another card is not it")
    func otherCard() throws {
        let page = [card(1, "Red mug"), button(2, "Remove", unit: 1)]
        let locator = try learnt(2, from: page, words: "Remove")
        #expect(known(locator, in: page) == [2])
        #expect(known(locator, in: [card(1, "Blue mug"), button(2, "Remove", unit: 1)]) == [])
    }

    @Test("behind an open dialog nothing is known again")
    func modal() throws {
        let locator = try learnt(1, from: [button(1, "Save")], words: "Save")
        var dialog = button(2, "Close")
        dialog.states.insert(.inModal)
        #expect(known(locator, in: [button(1, "Save"), dialog]) == [])
    }

    @Test("what can't be seen is known again only when it couldn't be seen before")
    func hidden() throws {
        var locator = try learnt(1, from: [button(1, "Save")], words: "Save")
        var hidden = button(1, "Save")
        hidden.states.remove(.visible)
        #expect(known(locator, in: [hidden]) == [])
        locator.isHidden = true
        #expect(known(locator, in: [hidden]) == [1])
    }

    @Test(
        "words that say which of several is meant are asked each time",
        arguments: [("second Save", 4), ("Save next to Blue mug", 7), ("last Save", 7)])
    func placed(words: String, ref: Int) throws {
        let page = [
            button(1, "Save"), card(2, "Red mug"), title(3, "Red mug", of: 2), button(4, "Save", unit: 2),
            card(5, "Blue mug"), title(6, "Blue mug", of: 5), button(7, "Save", unit: 5),
        ]
        let locator = try learnt(ref, from: page, words: words)
        #expect(locator.asksWords)
        #expect(locator.signs == [.role: "button", .name: "Save", .tag: "button"])
        let recall = Recall(index: PageIndex(page), mask: MemoryMask())
        #expect(recall.vouches(locator, for: 0))
        #expect(!recall.vouches(locator, for: 1))
    }

    @Test("what was typed into a field is no sign of it")
    func typed() throws {
        var note = PageElement(
            ref: 1, tag: "div", role: "textbox", states: [.visible, .enabled, .interactive, .editable],
            names: [ElementName("what I wrote", .text), ElementName("Note", .beside)])
        note.value = "what I wrote"
        let locator = SignReader(index: PageIndex([note]), mask: MemoryMask()).locator(at: 0)
        #expect(locator[.name] == "Note")
        #expect(!locator.signs.values.contains { $0.contains("wrote") })
    }

    @Test(
        "addresses are kept without what belongs to this run",
        arguments: [
            ("/orders/1042/edit?token=abc", "/orders/:id/edit"), ("https://shop.test/cart#top", "/cart#top"),
            ("mailto:ada@example.com", "mailto"), ("javascript:go()", nil), ("#/board/7", "#/board/:id"),
        ] as [(String, String?)])
    func destinations(address: String, kept: String?) {
        var link = PageElement(ref: 1, tag: "a", role: "link", names: [ElementName("Go", .text)])
        link.value = address
        #expect(SignReader(index: PageIndex([link]), mask: MemoryMask()).locator(at: 0)[.destination] == kept)
    }

    @Test("secrets are variables, and known again with other values")
    func secrets() throws {
        let ada = MemoryMask(["USER": Secret("Ada Lovelace")])
        let bob = MemoryMask(["USER": Secret("Bob")])
        var page = [button(1, "Ada Lovelace: profile", heading: "Hello Ada Lovelace")]
        let locator = SignReader(index: PageIndex(page), mask: ada).locator(at: 0)
        #expect(locator[.name] == "${USER}: profile")
        #expect(locator[.heading] == "Hello ${USER}")
        page = [button(1, "Save"), button(2, "Bob: profile", heading: "Hello Bob")]
        #expect(Recall(index: PageIndex(page), mask: bob).places(of: locator) == [1])
        #expect(Recall(index: PageIndex(page), mask: ada).places(of: locator) == [])
    }
}
