import Testing

@testable import HTTP

@Suite struct HTTPErrorTests {
    @Test(
        "an error shows where, and no secret",
        arguments: [
            (url: "http://host/path", shown: "http://host/path"),
            ("https://me:pw@host:1/p?key=1#f", "https://host:1/p?…"),
            ("https://a@b@host/", "https://host/"),
            ("http://host?token=1", "http://host?…"),
            ("http://host/user@example", "http://host/user@example"),
            ("http://host#x", "http://host?…"),
            ("nonsense", "nonsense"),
            ("", ""),
        ])
    func shown(url: String, shown: String) {
        let error = HTTPError(.timedOut, url: url, detail: "late")
        #expect(error.url == shown)
        #expect(error.description == "HTTP \(shown): timedOut: late")
    }
}
