import Testing

@testable import Agent

@Suite("Target strings")
struct TargetSpecTests {
    @Test(
        "prefixes, Playwright forms and CSS become selectors",
        arguments: [
            ("css=.card:nth-child(2) button", TargetSpec.Selector.css(".card:nth-child(2) button")),
            ("role=button[name=\"Save\"]", .role("button", name: "Save")),
            ("role=button Save draft", .role("button", name: "Save draft")),
            ("role=dialog", .role("dialog", name: nil)),
            ("testid=total", .testid("total")),
            ("placeholder=Search", .placeholder("Search")),
            ("label = Email", .label("Email")),
            ("xpath=//h1", .xpath("//h1")),
            ("//h1[1]", .xpath("//h1[1]")),
            ("text=Order placed", .text("Order placed")),
            ("getByRole('button', { name: 'Save' })", .role("button", name: "Save")),
            ("page.getByLabel(\"Email\")", .label("Email")),
            ("#email", .maybeCSS("#email")),
            ("button.primary", .maybeCSS("button.primary")),
            (".card > button", .maybeCSS(".card > button")),
            ("input[name=q]", .maybeCSS("input[name=q]")),
            ("li:nth-child(2)", .maybeCSS("li:nth-child(2)")),
        ])
    func selectors(_ text: String, _ selector: TargetSpec.Selector) throws {
        #expect(try TargetSpec(parsing: text).selector == selector)
    }

    @Test(
        "plain words are not taken for selectors",
        arguments: [
            "Sign in", "Email field", "\"Add to cart\"", "#2", "Price: low to high", "Total: $12.00",
            "ada@example.com",
            "Terms & conditions", "v1.2", "Add to cart #2", "Next >", "Dr. Smith", "Save.", "50% off",
        ])
    func words(_ text: String) throws {
        #expect(try TargetSpec(parsing: text).selector == nil)
    }

    @Test(
        "the most taken-apart reading",
        arguments: [
            Parts("Email field", "Email", .field),
            Parts("first Add to cart", "Add to cart", ordinal: 1),
            Parts("second Details button", "Details", .button, ordinal: 2),
            Parts("last row", "", .row, ordinal: -1),
            Parts("the 3rd card", "", .card, ordinal: 3),
            Parts("search box", "search", .search),
            Parts("cart icon", "cart", .icon),
            Parts("password field", "password", .field),
            Parts("button labelled Save", "Save", .button),
            Parts("Add to cart next to Red mug", "Add to cart", nil, .nextTo, "Red mug"),
            Parts("Remove in the row Red mug", "Remove", nil, .inside, "row Red mug"),
            Parts("Close button in the dialog", "Close", .button, .inside, "dialog"),
            Parts("the checkbox next to Buy milk", "", .checkbox, .nextTo, "Buy milk"),
            Parts("the field below \"Your name\"", "", .field, .below, "\"Your name\""),
            Parts("the button to the left of Cancel", "", .button, .leftOf, "Cancel"),
        ])
    func parts(_ parts: Parts) throws {
        let spec = try TargetSpec(parsing: parts.text)
        #expect(spec.readings.contains(parts.reading), "\(spec.readings)")
    }

    @Test(
        "the whole phrase is always the first reading",
        arguments: [
            "Sign in", "Search for products", "Terms on delivery", "First name", "Add item",
            "Sign up for news",
        ])
    func wholeFirst(_ text: String) throws {
        #expect(try TargetSpec(parsing: text).readings.first == TargetReading(words: text))
    }

    @Test("a quoted run is a literal name, curly quotes and full stops included")
    func quotes() throws {
        let spec = try TargetSpec(parsing: "“Save in list” button.")
        #expect(spec.words == "Save in list")
        #expect(spec.quoted)
        #expect(spec.roleNoun == .button)
        #expect(spec.scope.isEmpty)
    }

    @Test("blank targets and bare prefixes are errors", arguments: ["", "  ", "css=", "testid= "])
    func errors(_ text: String) {
        #expect(throws: TargetError.self) { try TargetSpec(parsing: text) }
    }

    @Test("a selector is handed to the page as kind and expression")
    func query() throws {
        let query = try TargetSpec(parsing: "role=button[name=\"Save\"]").query
        #expect(query?.kind == "role")
        #expect(query?.expression == "button[name=\"Save\"]")
        #expect(try TargetSpec(parsing: "Save").query == nil)
    }
}

struct Parts: Sendable {
    let text: String
    let reading: TargetReading

    init(_ text: String, _ words: String, _ noun: RoleNoun? = nil, ordinal: Int? = nil) {
        self.text = text
        reading = TargetReading(words: words, noun: noun, ordinal: ordinal)
    }

    init(_ text: String, _ words: String, _ noun: RoleNoun?, _ kind: TargetScope.Kind, _ phrase: String) {
        self.text = text
        reading = TargetReading(words: words, noun: noun, scopes: [TargetScope(kind: kind, phrase: phrase)])
    }
}
