import CDP
import Foundation
import Logging
import WebSocket

/// What is left of an operation when everything is left out that can be: the same input over a bare socket, sent blind.
///
/// Nothing is looked for, checked, awaited or read back. No client of DevTools can be quicker than this.
struct Floor {
    let socket: BareSocket
    let session: String
    let url: String
    let report: Report
    let samples: Int

    private static let operations = [
        "evaluate", "jpeg", "png", "click", "fill", "type", "open_cold", "open_warm",
    ]

    /// Measures on a page at `url`, in a browser of its own that our client has let go of.
    static func measure(_ url: String, loop: ServiceLoop, log: Logger, report: Report, samples: Int)
        async throws
    {
        guard operations.contains(where: { report.wants($0 + "_bare") }) else { return }
        let browser = try await Browser.launch(BrowserOptions(), loop: loop, log: log)
        do {
            let letGo = DevTools.Target.SetAutoAttach(
                autoAttach: false, waitForDebuggerOnStart: false, flatten: true)
            try await browser.root.send(letGo)
            let socket = try await BareSocket.connect(to: browser, loop: loop)
            let session = try await open(url, with: socket)
            let floor = Floor(socket: socket, session: session, url: url, report: report, samples: samples)
            let size = #"{"width":1280,"height":720,"deviceScaleFactor":1,"mobile":false}"#
            try await socket.ask([floor.command("Emulation.setDeviceMetricsOverride", size)])
            try await socket.ask([floor.evaluate(loaded), floor.evaluate(drawn)])
            try await floor.questions()
            try await floor.input()
            try await floor.documents()
            socket.close()
        } catch {
            await browser.close()
            throw error
        }
        await browser.close()
    }

    private static let loaded =
        "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))"

    private static let drawn =
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"

    private static func attach(_ target: String, _ socket: BareSocket) async throws -> String {
        let answers = try await socket.ask([
            .init(method: "Target.attachToTarget", parameters: #"{"targetId":"\#(target)","flatten":true}"#)
        ])
        guard let session = answers.first?["sessionId"]?.string else {
            throw CDPError(.unreadable, "attach", target)
        }
        return session
    }

    private func command(_ method: String, _ parameters: String) -> BareSocket.Command {
        BareSocket.Command(method: method, parameters: parameters, session: session)
    }

    private func evaluate(_ script: String, in session: String? = nil) -> BareSocket.Command {
        BareSocket.Command(
            method: "Runtime.evaluate",
            parameters: #"{"expression":"\#(script)","returnByValue":true,"awaitPromise":true}"#,
            session: session ?? self.session)
    }

    private func questions() async throws {
        try await report.measure("evaluate_bare", samples * 5) {
            try await socket.ask([evaluate("1+1")])
            return nil
        }
        for (op, how) in [
            ("jpeg_bare", #""jpeg","quality":80"#), ("png_bare", #""png","optimizeForSpeed":true"#),
        ] {
            try await report.measure(op, samples) {
                let answers = try await socket.ask([command("Page.captureScreenshot", #"{"format":\#(how)}"#)]
                )
                return answers.first?["data"]?.string.map { $0.utf8.count * 3 / 4 }
            }
        }
    }

    private func input() async throws {
        let places = try await socket.ask(
            ["#b7", "#field"].map {
                evaluate(
                    "(b => [b.x + b.width / 2, b.y + b.height / 2])(document.querySelector('\($0)').getBoundingClientRect())"
                )
            })
        guard let button = places.first?["result"]?["value"]?.array?.compactMap(\.number), button.count == 2
        else { return }
        let place = #""x":\#(button[0]),"y":\#(button[1])"#
        let held = #","button":"left","clickCount":1"#
        try await report.measure("click_bare", samples) {
            try await socket.ask(
                [("mouseMoved", ""), ("mousePressed", held), ("mouseReleased", held)].map {
                    command("Input.dispatchMouseEvent", #"{"type":"\#($0.0)",\#(place)\#($0.1)}"#)
                })
            return nil
        }
        try await report.measure("fill_bare", samples) {
            try await socket.ask([
                evaluate(
                    "document.querySelector('#field').focus(), document.querySelector('#field').select()"),
                command("Input.insertText", #"{"text":"Ada Lovelace"}"#),
            ])
            return nil
        }
        let keys = Array(String(repeating: "perceo bet", count: 10)).flatMap { key in
            [#""keyDown","text":"\#(key)""#, #""keyUp""#].map {
                command("Input.dispatchKeyEvent", #"{"type":\#($0),"key":"\#(key)"}"#)
            }
        }
        try await report.measure("type_bare", samples / 2) {
            try await socket.ask(keys)
            return nil
        }
    }

    /// A context, a page in it that goes to its document at once, and its load.
    private func documents() async throws {
        for op in ["open_cold_bare", "open_warm_bare"] where report.wants(op) {
            var all = Samples(op: op)
            for _ in 0..<samples {
                let contexts = try await socket.ask([.init(method: "Target.createBrowserContext")])
                let context = contexts.first?["browserContextId"]?.string ?? ""
                let blank =
                    op == "open_warm_bare"
                    ? try await Self.open("about:blank", in: context, with: socket) : nil
                all.ms.append(
                    try await Report.time {
                        if let blank {
                            let address = #"{"url":"\#(url)"}"#
                            try await socket.ask([
                                .init(method: "Page.navigate", parameters: address, session: blank)
                            ])
                        }
                        let session =
                            if let blank { blank } else {
                                try await Self.open(url, in: context, with: socket)
                            }
                        try await socket.ask([evaluate(Self.loaded, in: session)])
                    })
                let parameters = #"{"browserContextId":"\#(context)"}"#
                try await socket.ask([.init(method: "Target.disposeBrowserContext", parameters: parameters)])
            }
            try report.write(all)
        }
    }

    private static func open(
        _ url: String, in context: String? = nil, with socket: BareSocket
    ) async throws -> String {
        let place = context.map { #","browserContextId":"\#($0)""# } ?? ""
        let made = try await socket.ask([
            .init(method: "Target.createTarget", parameters: #"{"url":"\#(url)"\#(place)}"#)
        ])
        return try await attach(made.first?["targetId"]?.string ?? "", socket)
    }
}
