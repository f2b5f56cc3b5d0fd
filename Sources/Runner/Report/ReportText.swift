/// Text made fit for where it is shown; nothing a page says may steer a terminal, a CI log or a shell.
enum ReportText {
    /// One line without control characters and without the two spellings of a CI workflow command.
    ///
    /// GitHub's runner obeys `##[…]` anywhere in a line, and `::…::` at its start, so both are broken up.
    static func line(_ text: String, limit: Int = 2000) -> String {
        var out = ""
        var wasSpace = false
        var count = 0
        for scalar in text.unicodeScalars {
            let blank = scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
            if blank {
                if !wasSpace { out.append(" ") }
            } else if isControl(scalar) {
                out.append("\u{FFFD}")
            } else {
                out.unicodeScalars.append(scalar)
            }
            wasSpace = blank
            count += 1
            if count >= limit {
                out += "…"
                break
            }
        }
        if out.hasPrefix("::") { out = " " + out }
        return out.replacing("##[", with: "## [")
    }

    /// C0, DEL, C1 and the characters that reorder or hide what follows.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// The command line that plays one flow again, safe to paste whatever the flow is called.
    static func repeatCommand(_ flow: String) -> String {
        let name = line(flow)
        let plain = !name.contains { "\"\\$`!".contains($0) }
        return "perceo flows run \(plain ? "\"\(name)\"" : quoted(name))"
    }

    /// A word of a command line, in quotes when a shell would make something else of it.
    static func word(_ text: String) -> String {
        let word = line(text)
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,%+@".contains($0)) }
        return isPlain ? word : quoted(word)
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// `840 ms`, `3.2 s`, `2 min 05 s`.
    static func duration(_ ms: Int) -> String {
        if ms < 1000 { return "\(max(0, ms)) ms" }
        let tenths = (ms + 50) / 100
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        let seconds = (ms + 500) / 1000
        let rest = seconds % 60
        return "\(seconds / 60) min \(rest < 10 ? "0" : "")\(rest) s"
    }

    /// Two decimals, for scores.
    static func score(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let hundredths = Int((min(max(value, -9), 9) * 100).rounded())
        let part = abs(hundredths) % 100
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(part < 10 ? "0" : "")\(part)"
    }

    /// `$0.0042`: four decimals below a dollar, because single calls cost that little.
    static func dollars(_ value: Double) -> String {
        guard value.isFinite, value >= 0, value < 1e9 else { return "$?" }
        let digits = value < 1 ? 4 : 2
        let scale = digits == 4 ? 10_000 : 100
        let units = Int((value * Double(scale)).rounded())
        let part = String(units % scale)
        return "$\(units / scale).\(String(repeating: "0", count: digits - part.count))\(part)"
    }

    /// `passed`, or what it is besides: `flaky`, `healed`.
    static func verdict(_ flow: FlowRecord) -> String {
        if flow.status == .passed, flow.isFlaky { return "flaky" }
        if flow.status == .passed, flow.isHealed { return "healed" }
        return flow.status.rawValue
    }
}
