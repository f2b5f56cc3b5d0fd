import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct SettleTests {
        /// What keeps a page busy, and how that is called.
        struct Cause: Sendable, CustomTestStringConvertible {
            let html: String
            let cause: String
            var testDescription: String { cause }
        }

        @Test("a page at rest is waited for at most a frame or two")
        func rest() async throws {
            try await withPage { page, site in
                try await page.show("<p>still", on: site)
                _ = try await page.settle()
                let report = try await page.settle()
                #expect(report.waits.causes == ["next frame"])
                #expect(report.unsettled == nil)
                #expect(report.waits.reduce(.zero) { $0 + $1.duration } < .milliseconds(200))
            }
        }

        @Test("a request that the page waits for is named as the cause")
        func request() async throws {
            try await withPage { page, site in
                let data = site.slow("/data.json")
                try await page.show("<p>empty", on: site)
                try await page.script("fetch('/data.json').then(() => document.body.append('loaded')); null")
                let report = try await withThrowingTaskGroup(of: SettleReport?.self) { group in
                    group.addTask { try await page.settle() }
                    group.addTask {
                        _ = try await site.waitForRequest("/data.json")
                        data.fulfil(())
                        return nil
                    }
                    return try await group.reduce(into: SettleReport()) { $0 = $1 ?? $0 }
                }
                #expect(report.waits.causes.contains("GET /data.json"))
                #expect(report.unsettled == nil)
                #expect(try await page.script("document.body.innerText.includes('loaded')") == true)
            }
        }

        @Test("a navigation that is on its way is waited for")
        func navigation() async throws {
            try await withPage { page, site in
                let next = site.slow("/next", .html("<p>next"))
                try await page.show("<p>first", on: site)
                try await page.script("location = '/next'; null")
                let report = try await withThrowingTaskGroup(of: SettleReport?.self) { group in
                    group.addTask { try await page.settle() }
                    group.addTask {
                        _ = try await site.waitForRequest("/next")
                        next.fulfil(())
                        return nil
                    }
                    return try await group.reduce(into: SettleReport()) { $0 = $1 ?? $0 }
                }
                #expect(report.waits.causes.contains("navigation to /next"))
                #expect(page.url == site.url("/next"))
            }
        }

        @Test("a finite animation is waited for")
        func animation() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<style>@keyframes m { to { margin-left: 90px } }</style><p style='animation: m 150ms forwards'>go",
                    on: site)
                let report = try await page.settle()
                #expect(report.waits.causes.contains("animation"))
                #expect(
                    try await page.script("getComputedStyle(document.querySelector('p')).marginLeft")
                        == "90px")
            }
        }

        @Test(
            "what never ends by itself holds nobody up",
            arguments: [
                Cause(
                    html: """
                        <style>@keyframes s { to { rotate: 1turn } }</style>
                        <i style='display: inline-block; animation: s 1s linear infinite'>o</i>
                        """, cause: "a spinner"),
                Cause(html: "<script>new EventSource('/events')</script>", cause: "an event stream"),
                Cause(html: "<img src=/never.png>", cause: "a picture that does not come"),
            ])
        func endless(busy: Cause) async throws {
            try await withPage { page, site in
                _ = site.slow("/events")
                _ = site.slow("/never.png")
                try await page.show(busy.html, on: site)
                let report = try await page.settle()
                #expect(report.unsettled == nil)
                #expect(report.waits.reduce(.zero) { $0 + $1.duration } < .milliseconds(500))
            }
        }

        @Test("a page that changes for ever is given up at the limit, and that is said")
        func changing() async throws {
            try await withPage { page, site in
                try await page.show(
                    "<p>0<script>(function f() { document.querySelector('p').textContent++; requestAnimationFrame(f) })()</script>",
                    on: site)
                let start = ContinuousClock.now
                let report = try await page.settle(SettleLimits(total: .milliseconds(400)))
                #expect(report.unsettled == "document changing")
                #expect(report.waits.causes.contains("document changing"))
                #expect(ContinuousClock.now - start < .seconds(2))
            }
        }

        @Test("a request that takes for ever is given up at the limit, and named")
        func slowRequest() async throws {
            try await withPage { page, site in
                _ = site.slow("/poll")
                try await page.show("<script>fetch('/poll')</script>", on: site)
                let report = try await page.settle(SettleLimits(total: .milliseconds(300)))
                #expect(report.unsettled == "GET /poll")
            }
        }

        @Test("an answer whose body nobody reads holds nobody up")
        func unreadBody() async throws {
            try await withPage { page, site in
                site.route("/ping") { _ in .json("{}") }
                try await page.show("<p>still", on: site)
                try await page.script("fetch('/ping').then((answer) => answer.status)")
                let report = try await page.settle()
                #expect(report.unsettled == nil)
                #expect(report.waits.reduce(.zero) { $0 + $1.duration } < .milliseconds(900))
            }
        }

        @Test("a wait for the next change ends with the change, or at its limit")
        func change() async throws {
            try await withPage { page, site in
                try await page.show("<p>still", on: site)
                let start = ContinuousClock.now
                try await page.waitForChange(within: .milliseconds(50))
                #expect(ContinuousClock.now - start >= .milliseconds(50))
                let again = ContinuousClock.now
                try await page.when {
                    try await page.waitForChange(within: .seconds(20))
                } waits: {
                    try await page.script("document.body.append('x')")
                }
                #expect(ContinuousClock.now - again < .seconds(10))
            }
        }
    }
}
