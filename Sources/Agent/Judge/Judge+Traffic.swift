import CDP
import Flows
import Foundation

// Expectations about what passed between the page and the world: requests, downloads, console.
extension Judge {
    func request(_ pattern: RequestPattern, _ evidence: Evidence) -> Finding {
        let requests = page.requests(after: evidence.mark.requests)
        let address = pattern.path.reveal { AddressPattern(text: $0) }
        let near = requests.filter { request in
            (pattern.method.map { $0 == request.method } ?? true) && address.matches(request.url)
        }
        if let hit = near.first(where: { request in
            request.status != nil && (pattern.status.map { $0 == request.status } ?? true)
        }) {
            return .held(Self.line(hit))
        }
        if let last = near.last { return .unmet(Self.line(last)) }
        let others = requests.filter { $0.kind == "Fetch" || $0.kind == "XHR" || $0.kind == "Document" }
            .suffix(3)
        return .unmet(others.isEmpty ? "no request" : others.map(Self.line).joined(separator: ", "))
    }

    static func line(_ request: NetworkLedger.Request) -> String {
        let end = request.status.map(String.init) ?? request.failure ?? "no answer yet"
        return "\(request.title) \(end)"
    }

    func download(_ pattern: DownloadPattern, _ evidence: Evidence) -> Finding {
        let downloads = page.downloadList.dropFirst(evidence.mark.downloads)
        guard let last = downloads.last else { return .unmet("no download") }
        let fitting = downloads.filter { download in
            pattern.name.map { name in name.reveal { Pattern(text: $0).matches(download.suggestedName) } }
                ?? true
        }
        guard let hit = fitting.last else { return .unmet("a download named \"\(last.suggestedName)\"") }
        guard !hit.isCanceled else { return .unmet("\"\(hit.suggestedName)\" was cancelled") }
        guard hit.isComplete else { return .unmet("\"\(hit.suggestedName)\" is still coming in") }
        if let least = pattern.minimumBytes, Int(hit.bytes) < least {
            return .unmet("\"\(hit.suggestedName)\" has only \(Int(hit.bytes)) bytes")
        }
        guard let content = pattern.content else { return .held("\"\(hit.suggestedName)\"") }
        guard let text = self.text(of: hit) else { return .unmet("\"\(hit.suggestedName)\" can't be read") }
        let fits = content.reveal { text.contains($0) }
        return fits
            ? .held("\"\(hit.suggestedName)\"")
            : .unmet("\"\(hit.suggestedName)\" with \"\(text.prefix(200))\"")
    }

    /// The start of a downloaded file as text; more than a megabyte is not searched.
    private func text(of download: Download) -> String? {
        let path = download.path ?? page.options.downloadFolder.map { "\($0)/\(download.id)" }
        guard let path, let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: 1 << 20) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    func console(_ rule: ConsoleRule, _ evidence: Evidence) -> Finding {
        let entries = page.consoleEntries(after: evidence.mark.console)
        switch rule {
        case .clean:
            let first = entries.first(where: \.isError)
            return first.map { .unmet("\($0.kind.rawValue): \"\($0.text.prefix(300))\"") }
                ?? .held("no errors")
        case .contains(let text):
            let fits = text.reveal { wanted in entries.contains { $0.text.contains(wanted) } }
            let unread = page.forgotten.console - evidence.mark.consoleForgotten
            let others =
                "\(entries.count) other console lines" + (unread > 0 ? ", \(unread) more unread" : "")
            return fits ? .held("it on the console") : .unmet(others)
        }
    }
}
