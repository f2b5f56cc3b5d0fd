import Testing

@testable import Agent

@Suite struct PatternTests {
    @Test(
        "a star stands for any run of characters, everything else for itself",
        arguments: [
            ("abc", "abc", true), ("abc", "ABC", false), ("abc", "abcd", false), ("", "", true),
            ("", "a", false),
            ("*", "", true), ("*", "anything at all", true), ("a*", "a", true), ("a*", "ba", false),
            ("*.csv", "orders.csv", true), ("*.csv", "orders.csv.zip", false), ("a*b*c", "a--b--b--c", true),
            ("a*b*c", "acb", false), ("**a**", "bab", true), ("a?c", "abc", false), ("a.c", "abc", false),
            ("Order #* – *", "Order #12 – shipped", true), ("*é*", "café!", true), ("a*", "a\nb", true),
            ("*aab", "aaaaaaaaaaaaaaaaaaaaaab", true), ("(*)", "(x)", true),
        ])
    func matches(pattern: String, text: String, fits: Bool) {
        #expect(Pattern(text: pattern).matches(text) == fits)
    }

    @Test("a pattern of many stars is decided in no time")
    func stars() {
        let text = String(repeating: "a", count: 5000)
        let start = ContinuousClock.now
        #expect(!Pattern(text: String(repeating: "*a", count: 50) + "b").matches(text))
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}

@Suite struct AddressPatternTests {
    @Test(
        "what an address leaves out may be anything",
        arguments: [
            ("/cart", "http://127.0.0.1:80/cart", true), ("/cart", "http://a/cart?x=1#top", true),
            ("/cart", "http://a/cart/", true), ("/cart", "http://a/carts", false),
            ("/cart", "http://a/my/cart", false),
            ("cart", "http://a/cart", true), ("*/cart", "http://a/my/cart", true), ("/", "http://a", true),
            ("/", "http://a/", true), ("/", "http://a/x", false),
            ("/orders/*", "http://a/orders/12/lines", true),
            ("/orders/*", "http://a/orders", false), ("/cart?x=1", "http://a/cart?x=1", true),
            ("/cart?x=1", "http://a/cart?x=2", false), ("/cart?x=1", "http://a/cart", false),
            ("/cart?x=*", "http://a/cart?x=2&y=3", true), ("/cart#top", "http://a/cart#top", true),
            ("/cart#top", "http://a/cart", false), ("/cart#top", "http://a/cart?x=1#top", true),
            ("http://a/cart", "http://a/cart", true), ("http://a/cart", "http://a/cart#top", true),
            ("http://a/cart", "http://b/cart", false), ("http*://a/cart", "https://a/cart", true),
            ("https://a/", "http://a/", false), ("/a b", "http://a/a b", true), ("*", "http://a/x/y", true),
            ("/cart", "http://a/CART", false), ("?tab=2", "http://a/?tab=2", true),
            ("#top", "http://a/#top", true),
        ])
    func matches(pattern: String, url: String, fits: Bool) {
        #expect(AddressPattern(text: pattern).matches(url) == fits)
    }

    @Test(
        "a URL is cut after its host",
        arguments: [
            ("http://a/x?y#z", "/x?y#z"), ("http://a", "/"), ("http://a?x=1", "/?x=1"),
            ("about:blank", "about:blank"),
            ("http://a:80/", "/"),
        ])
    func path(url: String, path: String) {
        #expect(AddressPattern.pathOnwards(url) == path)
    }
}

@Suite struct FieldValueTests {
    @Test(
        "a field may format or cut what it is given, but not keep something else",
        arguments: [
            ("42", "42", true), ("4242 4242", "42424242", true), ("+47 123", "47123", true),
            ("12,50", "12.50", true),
            ("12,50", "12,5", true), ("ABC", "abc", true), ("abc", "abcdef", true), ("", "abc", false),
            ("xyz", "abc", false), ("", "", true), ("rest", "", false), ("€", "", true), ("€ 12", "12", true),
            ("13", "12", false), ("2026-01-02", "2026-01-02", true), ("bc", "abc", false),
        ])
    func holds(value: String, wanted: String, holds: Bool) {
        #expect(FieldValue.holds(value, after: wanted) == holds)
    }
}

@Suite struct StepProblemTests {
    @Test(
        "what the application does wrong fails a step; what we can't decide is an error",
        arguments: [
            (StepProblem.Code.expectationUnmet, StepStatus.failed, false), (.targetNotFound, .failed, false),
            (.notActionable, .failed, false), (.noDialog, .failed, false), (.ambiguousTarget, .error, false),
            (.badTarget, .error, false), (.badNavigation, .error, false), (.badFile, .error, false),
            (.needsModel, .error, false), (.unsupported, .error, false), (.timeout, .error, false),
            (.pageHung, .error, true), (.pageCrashed, .error, true), (.browserCrashed, .error, true),
            (.pageError, .error, false), (.cancelled, .error, true),
        ])
    func table(code: StepProblem.Code, status: StepStatus, endsPage: Bool) {
        #expect(code.status == status)
        #expect(code.endsPage == endsPage)
    }
}
