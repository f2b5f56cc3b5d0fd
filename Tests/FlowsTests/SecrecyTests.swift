import Flows
import Foundation
import Testing

@Suite struct SecrecyTests {
    private static let canary = "canary-7f3a"
    private static let text = """
        name: Sign in
        entry_point: "/?key=${SHOP_PASSWORD}"
        data: {password: "${SHOP_PASSWORD}", greeting: "hello ${data.password}"}
        steps:
          - name: S
            actions:
              - {type: fill, target: Password, value: "${data.password}"}
              - {type: type, value: "x${SHOP_PASSWORD}y"}
              - {type: wait_for, text: "${data.greeting}"}
            expected_state:
              text: {"row ${SHOP_EMAIL}": "${data.greeting}"}
              request: GET /${SHOP_PASSWORD} 200
              download: {content: "${SHOP_PASSWORD}"}
              console: "${SHOP_PASSWORD}"
        """

    @Test("nothing a flow can be printed with shows its secrets")
    func neverShown() throws {
        let flow = try flow(Self.text)
        var shown = [
            String(describing: flow), String(reflecting: flow), "\(flow)",
            "\(Mirror(reflecting: flow).children)",
        ]
        var dumped = ""
        dump(flow, to: &dumped)
        var printed = ""
        print(flow, flow.secrets, flow.data, flow.steps, to: &printed)
        shown += [dumped, printed]
        for step in flow.steps {
            shown += step.actions.map(\.description) + step.expectations.map(\.description)
            shown += try [step.actions.map(\.description), step.expectations.map(\.description)].map {
                String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
            }
        }
        for text in shown {
            #expect(!text.contains(Self.canary))
            #expect(!text.contains("ann@example.com"))
        }
        #expect(dumped.contains("SHOP_PASSWORD"))
    }

    @Test("a secret has no description, no children and no text but through reveal")
    func secret() {
        let secret = Secret(Self.canary)
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret)" == "‹secret›")
        #expect(String(reflecting: secret) == "‹secret›")
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(!dumped.contains(Self.canary))
        #expect(!(secret is any Encodable))
        #expect(secret.reveal { $0 } == Self.canary)
    }

    @Test("every secret of a flow is found once, wherever it stands")
    func collected() throws {
        let secrets = try flow(Self.text).secrets
        #expect(Set(secrets) == [Secret(Self.canary), Secret("ann@example.com")])
        #expect(secrets.count == 2)
    }

    @Test("equal texts are equal values however they are put together")
    func equality() {
        #expect(FlowText(parts: [.literal("a"), .literal(""), .literal("b")]) == "ab")
        #expect(FlowText("").isEmpty)
        #expect(FlowText("a\nb").debugDescription == "\"a\\nb\"")
    }
}
