import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// What interception does not see: sockets, datagrams, connections made ahead.
    @Suite struct OriginSocketTests {
        /// - Parameter isHeld: Whether only the site itself may be asked.
        private func withSink(
            isHeld: Bool, _ body: (Page, FixtureSite, PacketSink) async throws -> Void
        ) async throws {
            try await PacketSink.with { sink in
                try await FixtureSite.with { site in
                    serve(site, sink)
                    let own = OriginPolicy(.everything, [try #require(OriginPattern(site.origin))])
                    try await SharedBrowser.use(isHeld ? .holdingBackDatagrams : .plain) { browser in
                        let context = try await browser.makeContext(for: isHeld ? own : nil)
                        do {
                            var options = PageOptions()
                            options.emulation.requests.origins = isHeld ? own : nil
                            let page = try await context.newPage(options)
                            try await page.open("/", on: site)
                            try await body(page, site, sink)
                            await context.dispose()
                        } catch {
                            await context.dispose()
                            throw error
                        }
                    }
                }
            }
        }

        private func serve(_ site: FixtureSite, _ sink: PacketSink) {
            site.page("/", "<link rel=icon href=data:,><p>hello")
            let socket = sink.filled(Self.socket)
            let scripts = [
                "/worker.js": "\(socket).then(() => postMessage(0))",
                "/shared.js": "onconnect = event => \(socket).then(() => event.ports[0].postMessage(0))",
                "/service.js": """
                addEventListener('activate', event => event.waitUntil(Promise.allSettled([
                  \(socket), fetch('http://\(sink.address)/', {mode: 'no-cors'})])));
                """,
            ]
            for (path, script) in scripts {
                site.route(path) { _ in
                    FixtureAnswer(headers: ["content-type": "text/javascript"], body: Data(script.utf8))
                }
            }
        }

        /// Over when the socket is.
        private static let socket = """
            new Promise(over => { const socket = new WebSocket('ws://SINK/'); socket.onopen = socket.onclose = over })
            """

        private static func peer(_ server: String) -> String {
            """
            const peer = new RTCPeerConnection({iceServers: [{urls: '\(server)', username: 'a', credential: 'b'}]});
            peer.createDataChannel('x');
            const over = new Promise(done => peer.onicegatheringstatechange = () =>
              peer.iceGatheringState == 'complete' && done());
            await peer.setLocalDescription(await peer.createOffer());
            await over
            """
        }

        /// Two peers of the page itself, one of which is told that the other is to be had at the sink.
        private static func candidate(_ kind: String) -> String {
            """
            const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
            one.createDataChannel('x');
            await one.setLocalDescription(await one.createOffer());
            await other.setRemoteDescription(one.localDescription);
            await other.setLocalDescription(await other.createAnswer());
            await one.setRemoteDescription(other.localDescription);
            const [host, port] = 'SINK'.split(':');
            const fragment = /ufrag:(\\S+)/.exec(other.localDescription.sdp)[1];
            await one.addIceCandidate({sdpMid: '0', sdpMLineIndex: 0, candidate:
              `candidate:1 1 \(kind.prefix(3)) 2122260223 ${host} ${port} typ host\(kind.dropFirst(3)) ufrag ${fragment}`})
            """
        }

        private static let attempts: [(name: String, script: String)] = [
            ("a web socket", "await \(socket)"),
            ("a secure web socket", "await \(socket.replacing("ws:", with: "wss:"))"),
            ("a web socket to another name", "await \(socket.replacing("SINK", with: "LOCAL"))"),
            (
                "a web socket of a frame",
                """
                document.body.append(Object.assign(document.createElement('iframe'), {
                  srcdoc: `<script>(\(socket)).then(() => parent.postMessage(0))<\\/script>`}));
                await new Promise(done => onmessage = done)
                """
            ),
            (
                "a web socket of a popup",
                "const popup = window.open('about:blank'); await popup.eval(`\(socket)`)"
            ),
            (
                "a web socket of a worker",
                "await new Promise(done => new Worker('/worker.js').onmessage = done)"
            ),
            (
                "a web socket of a worker without address",
                "const text = `\(socket).then(() => postMessage(0))`; "
                    + "await new Promise(done => new Worker(URL.createObjectURL(new Blob([text]))).onmessage = done)"
            ),
            (
                "a web socket of a shared worker",
                "await new Promise(done => new SharedWorker('/shared.js').port.onmessage = done)"
            ),
            (
                "a web socket and a request of a service worker",
                """
                const all = await navigator.serviceWorker.register('/service.js');
                const worker = all.installing ?? all.waiting ?? all.active;
                await new Promise(done => worker.onstatechange = () => worker.state == 'activated' && done())
                """
            ),
            ("WebTransport", "await new WebTransport('https://SINK/').ready"),
            ("a STUN server", peer("stun:SINK")), ("a TURN server", peer("turn:SINK")),
            ("a TURN server over TCP", peer("turn:SINK?transport=tcp")),
            ("a TURN server over TLS", peer("turns:SINK?transport=tcp")),
            ("a peer", candidate("udp")), ("a peer over TCP", candidate("tcp tcptype passive")),
            (
                "an address to be fetched ahead",
                """
                const rules = {prefetch: [{urls: ['http://SINK/'], eagerness: 'immediate'}]};
                document.head.append(Object.assign(document.createElement('script'), {
                  type: 'speculationrules', text: JSON.stringify(rules)}))
                """
            ),
        ]

        private func attempt(_ number: Int, _ page: Page, _ sink: PacketSink) async {
            let script = sink.filled(Self.attempts[number].script)
            _ = try? await page.script("(async () => { \(script); return 0 })().catch(() => 0)")
        }

        @Test("without a list they reach it, with one they do not", arguments: attempts.indices)
        func held(number: Int) async throws {
            let name = Self.attempts[number].name
            try await withSink(isHeld: false) { page, _, sink in
                // Cancelled once it has: some wait for answers that never come.
                async let _: Void = attempt(number, page, sink)
                try await eventually(within: .seconds(10), "\(name) reaches it") { !sink.seen.isEmpty }
            }
            try await withSink(isHeld: true) { page, site, sink in
                await attempt(number, page, sink)
                _ = try? await page.settle(SettleLimits(total: .seconds(1)))
                try await page.open("/", on: site)
                _ = try? await page.settle(SettleLimits(total: .seconds(1)))
                #expect(sink.seen == [], "\(name)")
            }
        }

        @Test("a socket to a named origin is let out, and one to another is told")
        func named() async throws {
            try await withSink(isHeld: true) { page, site, sink in
                let own = Self.socket.replacing("SINK", with: "127.0.0.1:\(site.port)")
                _ = try await page.script("(async () => { await \(own); return 0 })()")
                #expect(site.requests.last?.headers["upgrade"] == "websocket")
                #expect(page.environment.refusalCount == 0)
                await attempt(0, page, sink)
                #expect(
                    page.environment.refusals(after: 0) == [
                        RefusedRequest(address: "ws://\(sink.address)/", isDocument: false)
                    ])
            }
        }
    }
}
