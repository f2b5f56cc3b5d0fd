import Testing

@testable import CDP

@Suite struct URLGlobTests {
    @Test(
        "a pattern means the addresses a person would say it means",
        arguments: [
            ("/api/cart", "http://shop/api/cart", true),
            ("/api/cart", "http://shop/api/cart?page=2#top", true),
            ("/api/cart", "http://shop/api/cart/1", false),
            ("/api/cart", "http://other/api/cart", false),
            ("/api/*", "http://shop/api/cart/1?x=y", true),
            ("/api/*/lines", "http://shop/api/7/lines", true),
            ("/api/cart?page=2", "http://shop/api/cart?page=2", true),
            ("/api/cart?page=2", "http://shop/api/cart?page=3", false),
            ("*/analytics/*", "https://any.example/v1/analytics/collect?id=1", true),
            ("*/analytics/*", "https://any.example/analytic", false),
            ("https://cdn.example/*.png", "https://cdn.example/a/b.png?v=3", true),
            ("https://cdn.example/*.png", "https://cdn.example/a/b.jpg", false),
            ("*", "data:text/plain,x", true),
            ("**a*b**", "xaxxbx", true),
            ("a*b", "acbc", false),
        ])
    func matching(pattern: String, url: String, isMatch: Bool) {
        #expect(URLGlob(pattern, origin: Origin("http://shop/any")).matches(url) == isMatch)
    }

    @Test("without an origin a path is one at any")
    func anyOrigin() {
        #expect(URLGlob("/api").matches("https://a.example/api"))
        #expect(!URLGlob("/api").matches("https://a.example/apis"))
    }

    @Test("Chromium is given patterns that cover the same, with question marks taken literally")
    func wildcards() {
        let shop = Origin("http://shop")
        #expect(URLGlob("/api", origin: shop).wildcards == ["http://shop/api", "http://shop/api\\?*"])
        #expect(URLGlob("*/api/*", origin: shop).wildcards == ["*/api/*"])
        #expect(URLGlob("/a?b", origin: shop).wildcards == ["http://shop/a\\?b"])
    }

    @Test("a star at the front of a blocked address reaches into each part of it")
    func blocking() {
        #expect(
            URLGlob("*.example.com/track*").blockPatterns == [
                "*://*:*/*.example.com/track*", "*://*:*/*\\?*.example.com/track*",
                "*://*.example.com/track*",
            ])
        #expect(
            URLGlob("*.png").blockPatterns == ["*://*:*/*.png", "*://*:*/*\\?*.png"])
        #expect(URLGlob("/a+b", origin: Origin("http://shop:81")).blockPatterns == ["http://shop:81/a\\+b"])
        #expect(URLGlob("/a").blockPatterns == ["*://*:*/a"])
        #expect(URLGlob("https://cdn.example*").blockPatterns == ["https://cdn.example*/*"])
    }

    @Test(
        "an origin is scheme, host and port",
        arguments: [
            ("HTTP://Shop.example:80/a?b", "http://shop.example"),
            ("https://shop.example:443", "https://shop.example"),
            ("http://ann:secret@127.0.0.1:4173/x", "http://127.0.0.1:4173"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("data:text/html,x", nil), ("file:///tmp/x", nil), ("/path", nil), ("", nil),
        ] as [(String, String?)])
    func origins(url: String, origin: String?) {
        #expect(Origin(url)?.description == origin)
    }
}
