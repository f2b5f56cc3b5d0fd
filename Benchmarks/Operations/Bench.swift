import Agent
import CDP
import Flows
import Foundation
import Logging
import WebSocket

/// All operations, in the order they are timed.
struct Bench: Sendable {
    let loop: ServiceLoop
    let log: Logger
    let baseURL: String
    let samples: Int
    let launches: Int
    let report: Report

    private func address(_ page: String) -> String { "\(baseURL)/\(page).html" }

    func run() async throws {
        try await launch()
        let browser = try await Browser.launch(BrowserOptions(), loop: loop, log: log)
        do {
            try await open(browser)
            try await onStaticPage(browser)
            try await onPage("animated", browser) { page in try await click("click_animated", page) }
            try await onPage("big", browser, observe)
            try await steps(browser)
        } catch {
            await browser.close()
            throw error
        }
        await browser.close()
        try await Floor.measure(address("static"), loop: loop, log: log, report: report, samples: samples)
    }

    private func launch() async throws {
        guard report.wants("launch") else { return }
        var all = Samples(op: "launch")
        for _ in 0..<launches {
            var browser: Browser?
            all.ms.append(
                try await Report.time {
                    browser = try await Browser.launch(BrowserOptions(), loop: loop, log: log)
                })
            await browser?.close()
        }
        try report.write(all)
    }

    /// A context, a page in it and its first document, until it has loaded; only the last when the rest was made before;
    /// and the first until the page is at rest too, as a flow begins.
    private func open(_ browser: Browser) async throws {
        let limit = Duration.seconds(20)
        func prepared() async throws -> (BrowserContext, Page) {
            let context = try await browser.makeContext()
            return (context, try await context.newPage(PageOptions()))
        }
        for op in ["open_cold", "open_warm", "open_rest"] where report.wants(op) {
            var all = Samples(op: op)
            for _ in 0..<samples {
                var made = op == "open_warm" ? try await prepared() : nil
                all.ms.append(
                    try await Report.time {
                        let (context, page) = if let made { made } else { try await prepared() }
                        made = (context, page)
                        try await page.navigate(to: address("static"), within: limit)
                        if op == "open_rest" {
                            _ = try await page.settle()
                        } else {
                            try await page.session.send(Self.loaded)
                        }
                    })
                await made?.0.dispose()
            }
            try report.write(all)
        }
    }

    private static let loaded = DevTools.Runtime.Evaluate(
        expression:
            "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))",
        awaitPromise: true)

    private func onPage(
        _ name: String, _ browser: Browser, _ body: (Page) async throws -> Void
    ) async throws {
        let context = try await browser.makeContext()
        let page = try await context.newPage(PageOptions())
        try await page.navigate(to: address(name), within: .seconds(20))
        _ = try await page.settle()
        try await body(page)
        await context.dispose()
    }

    private func onStaticPage(_ browser: Browser) async throws {
        try await onPage("static", browser) { page in
            try await report.measure("evaluate", samples * 5) {
                let question = DevTools.Runtime.Evaluate(expression: "1+1", returnByValue: true)
                try await page.session.send(question)
                return nil
            }
            try await click("click", page)
            let button = try await find("#b7", page)
            try await report.measure("find", samples) {
                _ = try await find("#b7", page)
                return nil
            }
            let rest = { _ = try await page.settle() }
            try await report.measure("press", samples, after: rest) {
                _ = try await page.click(button, within: .seconds(5))
                return nil
            }
            let field = try await find("#field", page)
            try await report.measure("fill", samples, after: rest) {
                _ = try await page.fill(field, with: "Ada Lovelace", within: .seconds(5))
                return nil
            }
            let text = String(repeating: "perceo bet", count: 10)
            try await report.measure("type", samples / 2) {
                _ = try await page.type(text, into: field, within: .seconds(10))
                return nil
            }
            try await report.measure("jpeg", samples) { try await page.screenshot(.jpeg(quality: 80)).count }
            try await report.measure("png", samples) { try await page.screenshot(.png).count }
        }
    }

    /// Finds the element anew each time on a page at rest, as a step does, then presses it.
    private func click(_ op: String, _ page: Page) async throws {
        try await report.measure(op, samples, after: { _ = try await page.settle() }) {
            let element = try await find("#b7", page)
            _ = try await page.click(element, within: .seconds(5))
            return nil
        }
    }

    private func find(_ selector: String, _ page: Page) async throws -> ElementRef {
        let looked = try await Observer(page).look(for: "css", selector, within: .seconds(5))
        guard let (seen, found) = looked, let id = found.ids.first else {
            throw CDPError(.unreadable, "find", selector)
        }
        return ElementRef(frame: seen.frames[id.frame], number: id.ref)
    }

    private func observe(_ page: Page) async throws {
        let scan: JSONValue = try await page.ask("scan", [#"{"limit":5000,"ms":250,"text":0}"#])
        let bytes = try JSONEncoder().encode(scan).count
        try await report.measure("observe", samples / 2) {
            async let picture = page.screenshot(.jpeg(quality: 80))
            _ = try await Observer(page).look(within: .seconds(10))
            _ = try await picture
            return bytes
        }
    }

    /// Whole steps on a page that answers at once: find by words, act, settle, judge.
    ///
    /// What they take is our own time.
    private func steps(_ browser: Browser) async throws {
        guard report.wants("step") else { return }
        try await onPage("static", browser) { page in
            let flow = try FlowFiles.parse(text: Self.stepFlow(samples), path: "bench.yaml")
            let agent = StepAgent(page: page, baseURL: URL(string: baseURL))
            var all = Samples(op: "step")
            for step in flow.steps {
                var status = StepStatus.passed
                all.ms.append(try await Report.time { status = await agent.perform(step).status })
                guard status == .passed else { throw CDPError(.unreadable, "step", step.name) }
            }
            try report.write(all)
        }
    }

    private static func stepFlow(_ count: Int) -> String {
        let steps = (1...count).map { number in
            let button = number % 20 + 1
            return """
                  - name: Step \(number)
                    actions:
                      - {type: click, target: Order item \(button)}
                    expected_state:
                      text: Last ordered was item \(button)

                """
        }
        return "name: Bench\nsteps:\n" + steps.joined()
    }
}
