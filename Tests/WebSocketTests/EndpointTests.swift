import Testing

@testable import WebSocket

@Suite struct EndpointTests {
    @Test(
        "addresses of a local browser are understood",
        arguments: [
            (
                url: "ws://127.0.0.1:9222/devtools/browser/ab-1", address: "127.0.0.1", port: 9222,
                path: "/devtools/browser/ab-1"
            ),
            ("ws://localhost:80", "127.0.0.1", 80, "/"),
            ("ws://LOCALHOST/x?y=1#z", "127.0.0.1", 80, "/x?y=1"),
            ("ws://10.0.0.7:65535?q", "10.0.0.7", 65535, "/?q"),
        ])
    func accepted(url: String, address: String, port: Int, path: String) throws {
        let endpoint = try Endpoint(url)
        #expect(endpoint.address == address)
        #expect(endpoint.port == port)
        #expect(endpoint.path == path)
    }

    @Test(
        "everything else is a bad address",
        arguments: [
            "", "http://127.0.0.1/", "wss://127.0.0.1/", "ws://", "ws://example.com/", "ws://127.0.0.1:0/",
            "ws://127.0.0.1:65536/", "ws://127.0.0.1:x/", "ws://127.0.0.1:/", "ws://256.0.0.1/",
            "ws://1.2.3/",
            "ws://127.0.0.1/a b", "ws://127.0.0.1/\r\nOrigin: x", "ws://[::1]:80/", "ws://me@127.0.0.1/",
            "ws://+1.2.3.4/",
        ])
    func refused(url: String) {
        let error = #expect(throws: WebSocketError.self) { try Endpoint(url) }
        #expect(error?.code == .badAddress)
    }
}
