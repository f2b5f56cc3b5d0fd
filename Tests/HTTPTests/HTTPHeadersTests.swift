import Testing

@testable import HTTP

@Suite struct HTTPHeadersTests {
    @Test("lines become fields in order, found without regard to case")
    func fields() {
        let headers = received([
            "HTTP/1.1 200 OK\r\n", "B: 1\r\n", "a:  two words \r\n", "b: x:y\r\n", "\r\n",
        ])
        #expect(headers.map(\.name) == ["B", "a", "b"])
        #expect(headers["A"] == "two words")
        #expect(headers["b"] == "1")
        #expect(headers.values(of: "B") == ["1", "x:y"])
        #expect(headers["c"] == nil)
    }

    @Test("a new status line forgets the answer before")
    func redirect() {
        let headers = received(["HTTP/1.1 302\r\n", "Location: /\r\n", "\r\n", "HTTP/2 200\r\n", "x: 1\r\n"])
        #expect(headers.map(\.name) == ["x"])
    }

    @Test(
        "lines that are no field are passed over", arguments: ["", "\r\n", "no colon", ": no name", "  : x"])
    func noise(line: String) {
        #expect(received([line]).isEmpty)
    }

    private func received(_ lines: [String]) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for line in lines { headers.receive(line) }
        return headers
    }
}
