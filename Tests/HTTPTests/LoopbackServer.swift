import PerceoTestKit
import Testing

/// A real HTTP/1.1 server on loopback; the path says what it does.
struct LoopbackServer: Sendable {
    private let child: ChildProcess
    private let port: Int

    static func with<R>(_ body: (LoopbackServer) async throws -> R) async throws -> R {
        try await ChildProcess.with("/usr/bin/env", ["python3", "-u", "-c", script]) { child in
            let port = try #require(await child.firstLine { Int($0) })
            return try await body(LoopbackServer(child: child, port: port))
        }
    }

    func url(_ path: String) -> String {
        "http://127.0.0.1:\(port)/\(path)"
    }

    /// Returns when the server has noticed the end of the connection that asked for `/slow?tag` or
    /// `/endless?tag`.
    func noticesHangUp(_ tag: String) async -> Bool {
        await child.firstLine { $0 == "hung up \(tag)" ? true : nil } ?? false
    }

    private static let script = #"""
        import gzip, http.server, json, threading

        connections = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                global connections
                connections += 1
                self.number = connections
                super().setup()

            def log_message(self, *rest): pass

            def reply(self, status, body, *headers):
                self.send_response(status)
                for name, value in headers: self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)

            def chunk(self, data):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()

            def start_chunks(self):
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()

            def serve(self):
                length = self.headers.get("Content-Length")
                body = self.rfile.read(int(length)) if length else b""
                path, _, query = self.path[1:].partition("?")
                if path == "echo":
                    text = body.decode("latin1") if len(body) < 10000 else ""
                    facts = {"method": self.command, "query": query, "length": length, "text": text,
                             "count": len(body), "headers": [[k, v] for k, v in self.headers.items()]}
                    more = [("X-Two", "a"), ("x-two", "b: c"), ("X-Empty", "")]
                    self.reply(200, json.dumps(facts).encode(), *more)
                elif path == "status":
                    self.reply(int(query), b"" if query in ("204", "304") else query.encode())
                elif path == "connection":
                    self.reply(200, str(self.number).encode())
                elif path == "big":
                    self.reply(200, b"x" * int(query))
                elif path == "gzip":
                    self.reply(200, gzip.compress(b"x" * int(query)), ("Content-Encoding", "gzip"))
                elif path == "redirect":
                    self.reply(302, b"moved", ("Location", query), ("X-Hop", "first"))
                elif path == "chunks":
                    self.start_chunks()
                    for number in range(5): self.chunk(b"data: %d\n\n" % number)
                    self.chunk(b"")
                elif path == "endless":
                    self.start_chunks()
                    try:
                        while True: self.chunk(b"x" * 1000)
                    except OSError: print("hung up", query)
                    self.close_connection = True
                elif path == "stall":
                    self.start_chunks()
                    self.chunk(b"data: 1\n\n")
                    self.rfile.read(1)
                    print("hung up", query)
                    self.close_connection = True
                elif path == "slow":
                    self.rfile.read(1)
                    print("hung up", query)
                    self.close_connection = True
                elif path == "drop":
                    self.close_connection = True
                elif path == "half":
                    self.send_response(200)
                    self.send_header("Content-Length", "100")
                    self.end_headers()
                    self.wfile.write(b"half")
                    self.close_connection = True
                else:
                    self.reply(404, b"")

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve

        http.server.ThreadingHTTPServer.request_queue_size = 128
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        print(server.server_port)
        server.serve_forever()
        """#
}
