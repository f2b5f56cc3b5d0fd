import Testing

@testable import Agent

@Suite struct WholeTextTests {
    @Test(
        "a text is found where it stands as whole words and numbers",
        arguments: [
            ("Product 1", "Product 1", true), ("Product 1", "Product 119", false),
            ("Product 1", "Product 119, Product 1", true), ("Product 1", "Product 1: red", true),
            ("item", "items", false), ("item", "1 item", true), ("item", "subitem item", true),
            ("$12", "$12.50", false), ("$12", "$12. Next", true), ("12", "1,012", false),
            ("12", "0.12", false),
            ("1", "v1", false), ("50", "$12.50", false), ("12.50", "$12.50", true),
            ("Total:", "Total:12", true),
            ("café", "le café est", true), ("東京", "東京都庁", true), ("ไทย", "ภาษาไทยง่าย", true),
            ("a", "aaa a", true), ("a", "aaa", false), ("", "anything", true), ("x", "", false),
        ])
    func found(part: String, whole: String, isFound: Bool) {
        #expect(WholeText.contains(part, in: whole) == isFound)
    }

    @Test(
        "what a badge says belongs to the words only when it is asked for",
        arguments: [
            ("Inbox", "Inbox (3)", true), ("Inbox (3)", "Inbox (3)", true), ("Inbox (2)", "Inbox (3)", false),
            ("Inbox (2)", "Inbox", false), ("inbox (3)", "Your Inbox (3)", true),
        ])
    func badges(target: String, name: String, isVerbatim: Bool) throws {
        let match = try #require(TextMatch(of: NormalText(target), in: NormalText(name)))
        #expect(match.isVerbatim == isVerbatim)
    }
}
