import Foundation
import ModelServer
import Models
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// A model that says of everything that it is done and true, on a shop that is broken.
    @Suite struct LiarTests {
        /// Claims success at once; asked about a sentence it says yes, and quotes the page.
        private static func lie(_ asked: AskedRequest) -> ScriptedAnswer {
            guard String(decoding: asked.bytes, as: UTF8.self).contains("report_verdict") else {
                return .say(.report(.done, "All is well."))
            }
            let words = asked.texts.first ?? ""
            let quote = words.split(separator: "\n").dropFirst(3).first.map(String.init) ?? "Perceo"
            let isTurned = words.hasPrefix("First statement: It is not so")
            return .say(
                ScriptedReply([
                    .call(
                        "report_verdict",
                        [
                            "first": isTurned ? "no" : "yes", "second": isTurned ? "yes" : "no",
                            "quotes": [.string(quote)],
                        ])
                ]))
        }

        @Test(arguments: [
            ("DEAD_ADD_BUTTON", "add-from-catalogue"), ("STALE_BADGE", "add-from-catalogue"),
            ("WRONG_FILTER", "filter"), ("WRONG_SORT", "cheapest-product"), ("DEAD_MENU", "categories-menu"),
            ("BROKEN_BACK", "back-to-catalogue"), ("VARIANT_LOST", "choose-size"),
            ("PRODUCT_EXCEPTION", "look-at-product"), ("EMPTY_REVIEWS", "reviews"),
            ("WRONG_TOTAL", "cart-total"), ("ITEM_STAYS", "remove-from-cart"),
            ("NO_DISCOUNT", "discount-code"), ("ANY_PASSWORD", "wrong-password"),
            ("WRONG_CITY", "city-from-postal-code"), ("STATUS_STUCK", "status"),
        ])
        func `a model that claims success turns no broken flow green`(fault: String, flow: String) async throws {
            let folder = Program.repository.appending(path: "flows").path
            try await ScriptedServer.with({ Self.lie($0) }) { server in
                try await ShopServer.with(["SHOP_FAULT_\(fault)": "1"]) { shop in
                    try await Project.with { project in
                        let result = try await project.play(
                            shop.url, "--flows", folder, "--flow", "\(folder)/\(flow).yaml", "--screenshots",
                            "off",
                            environment: [
                                "PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "k-1",
                                "ANTHROPIC_BASE_URL": server.url(.anthropicMessages),
                            ])
                        #expect(result.exitCode == 1, "\(result.errors)")
                        #expect(try project.record().flows.map(\.status) == ["failed"])
                        #expect(server.violations == [])
                    }
                }
            }
        }
    }
}
