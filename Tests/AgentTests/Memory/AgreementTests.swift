import Testing

@testable import Agent

@Suite("Whether an element is what was remembered")
struct AgreementTests {
    private static let save = Locator([
        .role: "button", .name: "Save", .tag: "button submit", .testID: "save address", .id: "save",
        .landmark: "form Address", .heading: "Your address", .path: "form < main",
    ])

    private static func changed(_ changes: [Sign: String?]) -> Locator {
        var locator = save
        for (sign, text) in changes { locator.signs[sign] = text }
        return locator
    }

    @Test(
        "what only looks different is the same",
        arguments: [
            [.id: "save 2"], [.id: nil, .testID: nil], [.testID: "button"], [.path: "group < form < main"],
            [.landmark: "main", .path: "main"], [.tag: "a"], [.name: "SAVE"], [.heading: "Your  Address"],
            [.id: nil, .testID: nil, .landmark: nil], [.heading: "Address of Ada"],
            [.icon: "disk"], [.column: "Actions"],
        ] as [[Sign: String?]])
    func same(changes: [Sign: String?]) {
        #expect(Agreement(Self.save, Self.changed(changes)).isEnough)
    }

    @Test(
        "what may be something else is not taken for it",
        arguments: [
            [.name: "Send"], [.name: nil], [.role: "link"], [.dialog: "Delete account"], [.frame: "inner"],
            [.id: nil, .testID: nil, .heading: "Payment"],
            [.id: nil, .testID: nil, .landmark: "main", .heading: nil, .path: "main"],
            [.tag: "div", .id: "x", .testID: "y", .landmark: "main", .path: "main", .heading: nil],
        ] as [[Sign: String?]])
    func other(changes: [Sign: String?]) {
        #expect(!Agreement(Self.save, Self.changed(changes)).isEnough)
    }

    @Test(
        "the same words in another group, row or dialog, or a link to somewhere else, are another thing",
        arguments: [
            (Sign.group, "Billing address", "Shipping address"), (.item, "Red mug", "Blue mug"),
            (.dialog, "Delete order?", "Delete account?"), (.destination, "/cart", "/checkout"),
        ])
    func purpose(sign: Sign, was: String, isNow: String) {
        let (old, new) = (Self.changed([sign: was]), Self.changed([sign: isNow]))
        #expect(Agreement(old, old).isEnough)
        #expect(!Agreement(old, new).isEnough)
    }

    @Test(
        "numbers around an element may change",
        arguments: [
            (Sign.item, "Order 1042", "Order 7"), (.heading, "Inbox (3)", "Inbox (12)"),
            (.dialog, "Delete 2 files?", "Delete 11 files?"),
        ])
    func numbers(sign: Sign, was: String, isNow: String) {
        #expect(Agreement(Self.changed([sign: was]), Self.changed([sign: isNow])).isEnough)
    }

    @Test("a number in a name is part of it")
    func numberInName() {
        let (old, new) = (Self.changed([.name: "Page 2"]), Self.changed([.name: "Page 3"]))
        #expect(!Agreement(old, new).isEnough)
    }

    private static let icon = Locator(
        [.role: "button", .tag: "button", .icon: "trash", .path: "toolbar < main"],
        box: ElementBox(x: 40, y: 10, w: 20, h: 20))

    private static func moved(_ x: Int, _ changes: [Sign: String?] = [:]) -> Locator {
        var locator = icon
        locator.box?.x += x
        for (sign, text) in changes { locator.signs[sign] = text }
        return locator
    }

    @Test(
        "without a name it must stand where it stood",
        arguments: [
            (moved(0), true), (moved(8), true), (moved(-8), true), (moved(9), false),
            (moved(0, [.path: "main"]), false), (moved(0, [.icon: "edit"]), false),
            (moved(0, [.icon: nil]), true), (moved(0, [.name: "Delete"]), false),
            (moved(0, [.tag: "div"]), false),
        ])
    func nameless(new: Locator, isSame: Bool) {
        #expect(Agreement(Self.icon, new).isEnough == isSame)
    }

    @Test("without a name and a box nothing is known again")
    func placeless() {
        var hostile = Self.icon
        hostile.box = nil
        #expect(!Agreement(hostile, Self.icon).isEnough)
        #expect(!Agreement(Locator([:]), Locator([.role: "button"])).isEnough)
    }

    @Test("differences say what was and what is")
    func differences() {
        let agreement = Agreement(Self.save, Self.changed([.name: "Keep", .id: nil]))
        #expect(
            agreement.differences.map(\.description) == [
                "name was \"Save\", is \"Keep\"", "id was \"save\", is none",
            ])
    }
}
