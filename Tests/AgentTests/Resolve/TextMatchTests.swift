import Testing

@testable import Agent

@Suite("Text matches")
struct TextMatchTests {
    @Test(
        "a name answers to a target",
        arguments: [
            ("Save", "Save", TextMatch.Kind.exact),
            ("add  to CART", "Add to cart", .exact),
            ("Email", "Email *", .normalized),
            ("Email", "Email:", .normalized),
            ("Inbox", "Inbox (3)", .normalized),
            ("Terms & conditions", "Terms and conditions", .normalized),
            ("Cafe", "Café", .exact),
            ("Sign-up", "Sign up", .normalized),
            ("Log in", "Sign in", .synonym),
            ("e-mail", "Email", .synonym),
            ("Basket", "Cart", .synonym),
            ("Close", "×", .normalized),
            ("Dismiss", "✕", .synonym),
            ("Detail", "Details", .synonym),
            ("Save", "Save draft", .phrase),
            ("draft save", "Save the draft", .words),
            ("Order placed", "Order placed! Thank you for buying from us", .part),
            ("$12.00", "Total: $12.00 incl. VAT", .part),
            ("Submit", "Save", .related),
            ("Shiping address", "Shipping address", .typo),
        ])
    func kinds(_ target: String, _ name: String, _ kind: TextMatch.Kind) {
        #expect(TextMatch(of: NormalText(target), in: NormalText(name))?.kind == kind)
    }

    @Test(
        "names with nothing in common do not answer",
        arguments: [
            ("Save", "Cancel"), ("Cart", "Carton"), ("Red mug XL", "Red mug"), ("1002", "1001"),
            ("in", "Sign out"), ("", "Save"),
        ])
    func unrelated(_ target: String, _ name: String) {
        #expect((TextMatch(of: NormalText(target), in: NormalText(name))?.grade ?? 0) < 0.78)
    }

    @Test("a longer name answers less well")
    func lengths() throws {
        let target = NormalText("Details")
        let short = try #require(TextMatch(of: target, in: NormalText("Order details")))
        let long = try #require(TextMatch(of: target, in: NormalText("Show all the details of this order")))
        #expect(short.grade > long.grade)
        #expect(long.grade >= 0.78)
    }
}
