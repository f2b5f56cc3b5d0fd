import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// Pages that lead to other origins.
    @Suite struct OriginTests {
        private static let pay = """
            name: Pay
            entry_point: %@
            steps:
              - name: Pay
                actions: [{type: click, target: Pay}]
                expected_state: {visible: [Payment]}
                timeout_ms: 2000
            """

        /// A shop whose `Pay` leads elsewhere, by way of an address of its own.
        private func withShop(
            _ body: (Project, _ shop: FixtureSite, _ bank: FixtureSite) async throws -> Void
        ) async throws {
            try await FixtureSite.with { bank in
                try await FixtureSite.with { shop in
                    let icon = "<link rel=icon href=data:,>"
                    shop.page("/", "\(icon)<a href=/pay>Pay</a><img src='\(bank.origin)/logo'>")
                    shop.route("/pay") { _ in .redirect(to: bank.origin + "/payment") }
                    bank.page("/payment", "\(icon)<h1>Payment</h1>")
                    let files = ["flows/pay.yaml": Self.pay.replacing("%@", with: "/")]
                    try await Project.with(files) { try await body($0, shop, bank) }
                }
            }
        }

        @Test func `a flow may be led elsewhere where no model acts and nothing is named`() async throws {
            try await withShop { project, shop, bank in
                let result = try await project.play(shop.origin)
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(bank.count("/payment") == 1)
            }
        }

        @Test func `where a model may act a tab that is led away is an error that says what to name`()
            async throws
        {
            try await withShop { project, shop, bank in
                let model = ["PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "k"]
                let result = try await project.play(shop.origin, environment: model)
                #expect(result.exitCode == 3, "\(result.errors)")
                let error = try #require(try project.record().flows.first?.error)
                #expect(error.code == "blocked_origin")
                #expect(error.message.hasPrefix("\(bank.origin) is not among the origins"))
                #expect(bank.count("/payment") == 0)
                #expect(bank.count("/logo") > 0)
            }
        }

        @Test func `an origin that is named is visited`() async throws {
            try await withShop { project, shop, bank in
                try project.write(".perceo/config.json", #"{"origins": ["\#(bank.origin)"]}"#)
                let result = try await project.play(shop.origin)
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test func `where origins are named nothing else is asked`() async throws {
            try await withShop { project, shop, bank in
                try project.write(".perceo/config.json", #"{"origins": []}"#)
                let result = try await project.play(shop.origin)
                #expect(result.exitCode == 3, "\(result.errors)")
                #expect(result.errors.contains("blocked_origin"))
                #expect(bank.requests.count == 0)
            }
        }

        /// - Parameter origins: The value in the configuration; nil: none.
        private func meet(_ sink: PacketSink, origins: String?) async throws -> (
            exitCode: Int32?, log: String
        ) {
            var met: (exitCode: Int32?, log: String) = (nil, "")
            try await withShop { project, shop, _ in
                let script = sink.filled(
                    """
                    const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:SINK'}]});
                    peer.createDataChannel('x');
                    peer.createOffer().then(offer => peer.setLocalDescription(offer));
                    const done = () => peer.iceGatheringState == 'complete' && socket.readyState == 3 &&
                      (document.body.innerHTML = 'Payment');
                    const socket = new WebSocket('ws://SINK/');
                    socket.onclose = peer.onicegatheringstatechange = done;
                    """)
                shop.page("/pay", "<link rel=icon href=data:,><script>\(script)</script>")
                if let origins { try project.write(".perceo/config.json", #"{"origins": \#(origins)}"#) }
                let result = try await project.play(shop.origin)
                let log = try project.record().flows.first?.attempts.first?.steps.first?.consoleErrors
                met = (result.exitCode, (log ?? []).joined(separator: "\n"))
            }
            return met
        }

        @Test func `where origins are named no socket and no datagram gets out`() async throws {
            try await PacketSink.with { sink in
                // There the server's answer is waited for in vain.
                _ = try await meet(sink, origins: nil)
                #expect(Set(sink.seen) == ["tcp", "udp"])
            }
            try await PacketSink.with { sink in
                let (exitCode, log) = try await meet(sink, origins: "[]")
                #expect(exitCode == 0)
                #expect(sink.seen == [])
                #expect(log.contains("a request to ws://\(sink.address) was blocked"))
            }
        }

        @Test func `where a flow itself goes it may go`() async throws {
            try await withShop { project, shop, bank in
                let there = "{type: navigate, url: \"\(bank.origin)/payment\"}"
                let flow = Self.pay.replacing("{type: click, target: Pay}", with: there)
                try project.write("flows/pay.yaml", flow.replacing("%@", with: "/"))
                let result = try await project.play(shop.origin)
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test(arguments: ["pay.example", "https://pay.example/checkout", "*"])
        func `an origin that is none is told before a browser starts`(origin: String) async throws {
            try await withShop { project, shop, _ in
                try project.write(".perceo/config.json", #"{"origins": ["\#(origin)"]}"#)
                let result = try await project.play(shop.origin)
                #expect(result.exitCode == 2)
                #expect(result.errors.contains("the origin \"\(origin)\" is not one"))
            }
        }
    }
}
