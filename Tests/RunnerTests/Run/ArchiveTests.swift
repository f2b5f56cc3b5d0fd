import Agent
import CDP
import Flows
import Foundation
import PerceoTestKit
import Testing

@testable import CDP
@testable import Runner

/// The network log of a page that does everything a page can do with the network.
@Suite(.timeLimit(.minutes(1))) struct ArchiveTests {
    private static let script = """
        (async () => {
          document.cookie = 'seen=1';
          const quiet = (promise) => promise.then((answer) => answer.text()).catch(() => {});
          await quiet(fetch('/from?q=open%20sesame&n=1'));
          await quiet(fetch('/broken', { method: 'POST', body: new URLSearchParams({ user: 'ada', key: 'open sesame' }) }));
          await quiet(fetch('http://127.0.0.1:1/'));
          const stop = new AbortController();
          const stopped = quiet(fetch('/slow', { signal: stop.signal }));
          stop.abort();
          await stopped;
          await quiet(fetch('/kept'));
          await quiet(fetch('/kept'));
          const stream = new EventSource('/events');
          await new Promise((done) => stream.addEventListener('news', done));
          stream.close();
        })()
        """

    private func prepare(_ site: FixtureSite) -> Promise<Void> {
        site.route("/from") { _ in
            FixtureAnswer(
                status: 302, headers: ["location": "/to", "set-cookie": "sid=open sesame; HttpOnly"])
        }
        site.route("/to") { _ in .json("{}") }
        site.route("/broken") { _ in .json(#"{"error": "open sesame is wrong"}"#, status: 422) }
        site.route("/kept") { _ in
            FixtureAnswer(
                headers: ["cache-control": "max-age=600", "content-type": "text/plain"],
                body: Data("kept".utf8))
        }
        site.route("/events") { _ in
            FixtureAnswer(
                headers: ["content-type": "text/event-stream"],
                body: Data("id: 7\nevent: news\ndata: open sesame\n\n".utf8))
        }
        return site.slow("/slow")
    }

    @Test func `the network log of a busy page keeps the rules of HAR and tells what happened`() async throws
    {
        try await withPage { page, site in
            let slow = prepare(site)
            defer { slow.fulfil(()) }
            site.page("/", "<title>shop</title><p>hello")
            try await page.open("/", on: site)
            page.beginStep(2)
            try await page.script(Self.script)
            await page.waitForFailures()
            let archive = NetworkArchive(
                redactor: Redactor([Secret("open sesame")]), browser: page.context.browser.product)
            let data = try await withTemporaryFolder { folder in
                let file = folder.appending(path: "network.har")
                try archive.write(page.requests(after: 0), to: file)
                return try Data(contentsOf: file)
            }
            #expect(try ArchiveRules(data).breaches == [])
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains("sesame"))
            let log = try #require(try JSONDecoder().decode(JSONValue.self, from: data)["log"])
            try check(log, site)
        }
    }

    private func check(_ log: JSONValue, _ site: FixtureSite) throws {
        let entries = try #require(log["entries"]?.array).filter {
            $0["request"]?["url"]?.string?.contains("favicon") == false
        }
        func all(_ path: String) -> [JSONValue] {
            entries.filter { $0["request"]?["url"]?.string?.hasPrefix(site.url(path)) == true }
        }
        let document = try #require(entries.first)
        #expect(document["_resourceType"] == "document")
        #expect(document["_step"] == 0)
        #expect(document["serverIPAddress"] == "127.0.0.1")
        #expect(document["_serverPort"]?.int == site.port)
        #expect(document["pageref"] == log["pages"]?[0]?["id"])
        #expect((document["timings"]?["connect"]?.number ?? -1) >= 0)
        let from = try #require(all("/from").first)
        #expect(from["_step"] == 2)
        #expect(from["response"]?["status"] == 302)
        #expect(from["response"]?["redirectURL"] == "/to")
        #expect(from["response"]?["cookies"]?[0]?["name"] == "sid")
        #expect(from["request"]?["cookies"]?[0]?["name"] == "seen")
        #expect(from["request"]?["queryString"]?[0]?["value"] == .string(Redactor.mark))
        #expect(all("/to").first?["response"]?["status"] == 200)
        #expect(all("/to").first?["request"]?["cookies"]?.array?.count == 2)
        let broken = try #require(all("/broken").first)
        #expect(
            broken["response"]?["content"]?["text"] == .string(#"{"error": "\#(Redactor.mark) is wrong"}"#))
        #expect(broken["request"]?["postData"]?["params"]?[0]?["value"] == "ada")
        #expect(broken["response"]?["bodySize"]?.int == 33)
        let refused = entries.first { $0["request"]?["url"] == "http://127.0.0.1:1/" }
        #expect(refused?["_error"]?.string?.hasPrefix("net::ERR_") == true)
        #expect(all("/slow").first?["_canceled"] == true)
        #expect(all("/kept").map { $0["_fromCache"] } == [nil, "disk"])
        let events = try #require(all("/events").first?["_eventSourceMessages"]?[0])
        #expect(events["eventName"] == "news")
        #expect(events["data"] == .string(Redactor.mark))
    }

    @Test func `what goes over a web socket is in the log, and a busy one is bounded`() async throws {
        try await ChildProcess.with("/usr/bin/env", ["python3", "-u", "-c", Self.echo]) { child in
            let port = try #require(await child.firstLine { Int($0) })
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                try await page.script(
                    """
                    new Promise((done) => {
                      const socket = new WebSocket('ws://127.0.0.1:\(port)/echo');
                      let count = 0;
                      const next = () => { count < 600 ? socket.send('open sesame ' + count++) : socket.close(); };
                      socket.onopen = next;
                      socket.onmessage = next;
                      socket.onclose = done;
                    })
                    """)
                let archive = NetworkArchive(redactor: Redactor([Secret("open sesame")]))
                let data = try JSONEncoder().encode(archive.archive(of: page.requests(after: 0)))
                #expect(try ArchiveRules(data).breaches == [])
                let entries = try JSONDecoder().decode(JSONValue.self, from: data)["log"]?["entries"]?.array
                let entry = try #require(entries?.first { $0["_resourceType"] == "websocket" })
                #expect(entry["response"]?["status"] == 101)
                let messages = try #require(entry["_webSocketMessages"]?.array)
                #expect(messages.last?["data"] == .string("\(Redactor.mark) 599"))
                #expect(messages.last?["type"] == "receive")
                #expect(messages.last?["opcode"] == 1)
                #expect(messages.contains { $0["type"] == "send" })
                #expect(messages.count + (entry["_forgottenMessages"]?.int ?? 0) == 1200)
                #expect(page.forgotten.messages == entry["_forgottenMessages"]?.int)
            }
        }
    }

    /// Says back what it is told.
    private static let echo = #"""
        import base64, hashlib, socket
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1])
        c = listener.accept()[0]
        head = b""
        while b"\r\n\r\n" not in head: head += c.recv(1)
        key = [l.split(":")[1].strip() for l in head.decode().split("\r\n") if l.lower().startswith("sec-websocket-key")][0]
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        c.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        stream = c.makefile("rb")
        while True:
            first, length = stream.read(2)
            mask, payload = stream.read(4), stream.read(length & 127)
            c.sendall(bytes([first, len(payload)]) + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))
            if first & 15 == 8: break
        """#
}
