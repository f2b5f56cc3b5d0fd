import Testing

@testable import HTTP

@Suite struct HTTPRequestTests {
    @Test(
        "what could smuggle something else is refused",
        arguments: [
            (request: HTTPRequest(url: ""), code: HTTPError.Code.badURL),
            (HTTPRequest(url: "http://host/a b"), .badURL),
            (HTTPRequest(url: "http://host/\0x"), .badURL),
            (HTTPRequest(url: "http://host/\r\nX: y"), .badURL),
            (HTTPRequest(method: "", url: "http://host/"), .badRequest),
            (HTTPRequest(method: "GET /x", url: "http://host/"), .badRequest),
            (HTTPRequest(url: "http://host/", headers: [("", "x")]), .badRequest),
            (HTTPRequest(url: "http://host/", headers: [("a:b", "x")]), .badRequest),
            (HTTPRequest(url: "http://host/", headers: [("a", "x\r\nb: y")]), .badRequest),
            (HTTPRequest(url: "http://host/", headers: [("a", "x\0")]), .badRequest),
        ])
    func refused(request: HTTPRequest, code: HTTPError.Code) {
        let error = #expect(throws: HTTPError.self) { try request.validate() }
        #expect(error?.code == code)
    }

    @Test("ordinary requests pass")
    func accepted() throws {
        try HTTPRequest(
            method: "PATCH", url: "https://host/ø?q=%20",
            headers: [("X-Name", "tab\there, ünï"), ("Empty", "")]
        ).validate()
    }
}
