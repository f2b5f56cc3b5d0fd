import Foundation

/// One page that opens from disk: style, script and the run's data inside, pictures beside it.
///
/// The data is JSON that the script puts on the page as text only, so what a tested page said can't become
/// markup.
struct HTMLPage {
    let record: RunRecord
    var nonce = UUID().uuidString

    func render() throws -> String {
        let style = String(decoding: PackageResources.report_css, as: UTF8.self)
        let script = String(decoding: PackageResources.report_js, as: UTF8.self)
        let title = XMLText.element(verdict, limit: 300)
        let rules =
            "default-src 'none'; img-src 'self' file:; media-src 'self' file:; "
            + "style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(rules)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style nonce="\(nonce)">
            \(style)</style>
            </head>
            <body>
            <div id="app"></div>
            \(try noscript())
            <script type="application/json" id="data">\(try data())</script>
            <script nonce="\(nonce)">
            \(script)</script>
            </body>
            </html>

            """
    }

    var verdict: String {
        let sum = record.summary
        let bad = sum.failed + sum.errors + sum.skipped
        let flows = sum.total == 1 ? "1 flow" : "\(sum.total) flows"
        return bad == 0 ? "\(flows) passed" : "\(bad) of \(flows) did not pass"
    }

    /// JSON inside `script`, with `<` spelt as an escape, so that no text can end the element.
    private func data() throws -> String {
        try ReportDiet.fit(record).replacing("<", with: "\\u003c")
    }

    private func noscript() throws -> String {
        let rows = FlowRecord.worstFirst(record.flows).prefix(500).map { flow in
            let cells = [
                ReportText.verdict(flow), flow.name, ReportText.duration(flow.durationMs),
                FailureDigest(flow)?.message ?? "",
            ]
            return "<tr>" + cells.map { "<td>\(XMLText.element($0, limit: 400))</td>" }.joined() + "</tr>\n"
        }
        let line = record.summary.line(seconds: Double(record.run.durationMs) / 1000)
        return """
            <noscript><main><h1>\(XMLText.element(verdict))</h1><p>\(line)</p>
            <table><tr><th>result</th><th>flow</th><th>time</th><th>why</th></tr>
            \(rows.joined())</table></main></noscript>
            """
    }
}
