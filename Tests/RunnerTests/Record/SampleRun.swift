import Agent
import Foundation

@testable import Runner

/// A run as a shop's suite would leave it: twelve flows, some of which did not pass.
enum SampleRun {
    static let start = Date(timeIntervalSince1970: 1_795_253_400.125)

    static var info: RunInfo {
        RunInfo(
            id: "20261121-093000-7f3a", startedAt: start, durationMs: 41_380,
            commit: "9c1f0be2d7a4415f8e0c6b2a", branch: "feature/new-cart", triggeredBy: .pr, pr: 482,
            host: "ci-runner-4", browser: "HeadlessChrome/143.0.7499.40", parallel: 4, shard: "1/2",
            baseURL: "http://localhost:4173",
            notices: ["The store could not be reached; 12 rows are kept in the outbox"],
            cost: CostRecord(usd: 0.0184, modelCalls: 3, inputTokens: 9120, outputTokens: 411))
    }

    static var record: RunRecord { RunRecord(run: info, flows: [removed, payment, wishlist] + quiet) }

    /// Failed: an expectation the application contradicts.
    static var removed: FlowRecord {
        let error = ErrorRecord(
            code: "expectation_unmet", message: "The cart still shows “Blue mug” after it was removed",
            step: 4,
            candidates: [
                CandidateRecord(
                    text: "button \"Remove\" in row \"Blue mug\"", score: 0.93, why: "same words, same row"),
                CandidateRecord(
                    text: "button \"Remove\" in row \"Red mug\"", score: 0.61, why: "same words, other row"),
                CandidateRecord(text: "link \"Remove all\"", score: 0.34, why: "starts with the same word"),
            ], location: "flows/cart.yaml:18:7")
        var steps = walk(
            "remove-from-cart",
            ["Open the shop", "Put a red mug into the cart", "Put a blue mug into the cart"])
        steps.append(
            StepRecord(
                number: 4, name: "Remove the blue mug", status: .failed, how: .resolver, startedMs: 3010,
                durationMs: 5240,
                waits: [
                    WaitRecord(ms: 4200, cause: "expectation not held yet: hidden “Blue mug”"),
                    WaitRecord(ms: 310, cause: "request POST /api/cart/remove"),
                    WaitRecord(ms: 48, cause: "layout still moving"),
                ],
                actions: [
                    ActionRecord(
                        text: "click Remove", how: .resolver, target: "button \"Remove\" in row \"Blue mug\"",
                        score: 0.93, durationMs: 41, startedMs: 3040)
                ],
                expectations: [
                    ExpectationRecord(
                        text: "hidden: Blue mug", held: false, saw: "“Blue mug” in list “Cart”, row 2 of 2"),
                    ExpectationRecord(text: "text of Total: 12.00 kr", held: false, saw: "24.00 kr"),
                    ExpectationRecord(text: "url: /cart", held: true, saw: "http://localhost:4173/cart"),
                ],
                screenshot: "remove-from-cart/04-remove-the-blue-mug.png",
                consoleErrors: [
                    "TypeError: Cannot read properties of undefined (reading 'quantity') at cart.js:118:23"
                ],
                failedRequests: ["POST /api/cart/remove 409 Conflict (310 ms)"],
                console: [
                    ConsoleRecord(
                        level: "log", text: "cart: 2 rows", source: "http://localhost/cart.js:7:3", count: 4)
                ], consoleLeftOut: 3, error: error))
        steps.append(StepRecord(number: 5, name: "Go to checkout", status: .skipped))
        return FlowRecord(
            id: id(1), name: "Remove from cart", slug: "remove-from-cart", file: "flows/cart.yaml",
            priority: "critical", persona: "returning-customer", tags: ["cart", "checkout"], status: .failed,
            startedAt: start, durationMs: 16_620,
            attempts: [
                AttemptRecord(number: 1, status: .failed, durationMs: 8320, steps: steps, error: error),
                AttemptRecord(number: 2, status: .failed, durationMs: 8300, steps: steps, error: error),
            ],
            screenshots: steps.compactMap(\.screenshot), finalScreenshot: "remove-from-cart/final.png",
            video: VideoRecord(path: "remove-from-cart/recording.mp4", durationMs: 8250, kind: "mp4"),
            consoleLog: "remove-from-cart/console.jsonl", networkLog: "remove-from-cart/network.har",
            error: error)
    }

    /// Error: nobody could say which element was meant.
    static var payment: FlowRecord {
        let error = ErrorRecord(
            code: "ambiguous_target", message: "“Continue” is two buttons that fit equally well", step: 2,
            candidates: [
                CandidateRecord(
                    text: "button \"Continue\" in form \"Address\"", score: 0.88, why: "same words"),
                CandidateRecord(
                    text: "button \"Continue\" in banner \"Cookies\"", score: 0.88, why: "same words"),
            ], location: "flows/payment.yaml:9:16")
        var steps = walk("payment", ["Open the checkout"])
        steps.append(
            StepRecord(
                number: 2, name: "Fill in the address", status: .error, how: .none, startedMs: 1020,
                durationMs: 640, screenshot: "payment/02-fill-in-the-address.png", error: error))
        return FlowRecord(
            id: id(2), name: "Pay by invoice", slug: "payment", file: "flows/payment.yaml", priority: "high",
            tags: ["checkout"], status: .error, startedAt: start, durationMs: 1660,
            attempts: [
                AttemptRecord(number: 1, status: .error, durationMs: 1660, steps: steps, error: error)
            ],
            screenshots: steps.compactMap(\.screenshot),
            finalScreenshot: "payment/02-fill-in-the-address.png",
            error: error)
    }

    /// Flaky: the second attempt passed.
    static var wishlist: FlowRecord {
        let error = ErrorRecord(
            code: "timeout", message: "The list did not become visible within 5 s", step: 2,
            location: "flows/wishlist.yaml:7:5")
        let names = ["Open the shop", "Open the wish list", "Share the list with a friend"]
        var first = walk("wishlist", Array(names.prefix(1)))
        first.append(
            StepRecord(
                number: 2, name: names[1], status: .failed, how: .memory, startedMs: 1020, durationMs: 5100,
                waits: [WaitRecord(ms: 5000, cause: "request GET /api/wishlist never answered")],
                expectations: [ExpectationRecord(text: "visible: My list", held: false, saw: "a spinner")],
                screenshot: "wishlist/02-open-the-wish-list.png", error: error))
        let second = walk("wishlist", names, from: 6140)
        return FlowRecord(
            id: id(3), name: "Share a wish list", slug: "wishlist", file: "flows/wishlist.yaml",
            tags: ["social"], status: .passed, marks: [.flaky], startedAt: start, durationMs: 9140,
            attempts: [
                AttemptRecord(number: 1, status: .failed, durationMs: 6120, steps: first, error: error),
                AttemptRecord(number: 2, status: .passed, durationMs: 3020, steps: second),
            ],
            screenshots: second.compactMap(\.screenshot), finalScreenshot: "wishlist/final.png",
            video: VideoRecord(path: "wishlist/recording.mp4", durationMs: 3000, kind: "mp4", startedMs: 6120)
        )
    }

    private static var quiet: [FlowRecord] {
        let names = [
            ("Sign in", ["Open the sign-in page", "Enter e-mail and password", "See my name"]),
            ("Purchase", ["Put a red mug into the cart", "Fill in the address", "Pay", "See the receipt"]),
            ("Search for a product", ["Type “mug” into the search box", "Open the first result"]),
            ("Change the language", ["Open settings", "Choose Norwegian"]),
            ("Reset a forgotten password", ["Ask for a link", "Follow the link", "Choose a new password"]),
            ("Newsletter", ["Subscribe from the footer"]), ("Filter by colour", ["Open mugs", "Tick Red"]),
            ("Upload a profile picture", ["Open my profile", "Choose a picture", "See it in the header"]),
            ("Sign out", ["Open the menu", "Sign out"]),
        ]
        return names.enumerated().map { index, pair in
            let slug = pair.0.lowercased().replacing(" ", with: "-")
            let steps = walk(slug, pair.1)
            let ms = steps.reduce(40) { $0 + $1.durationMs }
            return FlowRecord(
                id: id(4 + index), name: pair.0, slug: slug, file: "flows/\(slug).yaml",
                priority: index < 2 ? "critical" : "medium", status: .passed,
                marks: index == 4 ? [.healed] : [],
                startedAt: start, durationMs: ms,
                attempts: [AttemptRecord(number: 1, status: .passed, durationMs: ms, steps: steps)],
                screenshots: steps.compactMap(\.screenshot), finalScreenshot: "\(slug)/final.png")
        }
    }

    private static func walk(_ slug: String, _ names: [String], from start: Int = 20) -> [StepRecord] {
        names.enumerated().map { index, name in
            let number = index + 1
            return StepRecord(
                number: number, name: name, status: .passed, how: [.memory, .resolver, .model][index % 3],
                startedMs: start + index * 1000, durationMs: 340 + (index * 379 + slug.count * 83) % 620,
                waits: [
                    WaitRecord(ms: 60 + index * 31, cause: "request GET /api/products"),
                    WaitRecord(ms: 17, cause: "layout still moving"),
                ],
                actions: [
                    ActionRecord(
                        text: "click \(name)", how: .memory, target: "button \"\(name)\" in region \"Main\"",
                        score: 0.97, durationMs: 22, startedMs: start + 20 + index * 1000)
                ],
                expectations: [
                    ExpectationRecord(text: "visible: \(name)", held: true, saw: "heading \"\(name)\"")
                ],
                screenshot: "\(slug)/0\(number).png")
        }
    }

    private static func id(_ number: Int) -> String {
        "0b5f3c1e-6a4d-4f0e-9b1a-0000000000" + (number < 10 ? "0\(number)" : "\(number)")
    }
}
