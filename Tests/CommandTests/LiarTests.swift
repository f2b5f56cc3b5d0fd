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

        /// Faults that do not stand in each other's way, and a flow that each must fail.
        private static let broken: [[(fault: String, flow: String)]] = [
            [
                ("STALE_BADGE", "add-from-catalogue"), ("WRONG_FILTER", "filter"),
                ("BROKEN_BACK", "back-to-catalogue"), ("EMPTY_REVIEWS", "reviews"),
                ("WRONG_TOTAL", "cart-total"),
            ],
            [
                ("DEAD_ADD_BUTTON", "cheapest-product"), ("DEAD_MENU", "categories-menu"),
                ("VARIANT_LOST", "choose-size"), ("NO_DISCOUNT", "discount-code"),
                ("ANY_PASSWORD", "wrong-password"),
            ],
            [
                ("WRONG_SORT", "cheapest-product"), ("PRODUCT_EXCEPTION", "look-at-product"),
                ("ITEM_STAYS", "remove-from-cart"), ("WRONG_CITY", "city-from-postal-code"),
                ("STATUS_STUCK", "status"),
            ],
        ]

        @Test(arguments: 0..<3)
        func `a model that claims success turns no broken flow green`(group: Int) async throws {
            let folder = Program.repository.appending(path: "flows").path
            let broken = Self.broken[group]
            let faults = Dictionary(uniqueKeysWithValues: broken.map { ("SHOP_FAULT_\($0.fault)", "1") })
            try await ScriptedServer.with({ Self.lie($0) }) { server in
                try await ShopServer.with(faults) { shop in
                    try await Project.with { project in
                        let names = broken.flatMap { ["--flow", "\(folder)/\($0.flow).yaml"] }
                        let plan = try project.plan(
                            ["ci", "test", "--base-url", shop.url, "--flows", folder, "--video", "off"]
                                + ["--screenshots", "off", "--parallel", "3"] + names,
                            environment: [
                                "PERCEO_COMPUTER_USE_MODEL": "claude-sonnet-5-5", "ANTHROPIC_API_KEY": "k-1",
                                "ANTHROPIC_BASE_URL": server.url(.anthropicMessages),
                            ])
                        let result = try await RunningProgram.with(plan) {
                            try await $0.result(within: .seconds(50))
                        }
                        #expect(result.exitCode == 1, "\(result.errors)")
                        let statuses = try project.record().flows.map(\.status)
                        #expect(statuses == broken.map { _ in "failed" }, "\(result.errors)")
                        #expect(server.violations == [])
                        Criterion.count(
                            "done-when 5 faults", statuses.count { $0 == "failed" }, of: broken.count)
                    }
                }
            }
        }
    }
}
