import Foundation

extension BrowserReader {
    private static let mockKeys = [
        "url", "method", "status", "headers", "body", "json", "file", "abort", "delay_ms", "times",
    ]
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    func mock(_ node: SourceNode) -> BrowserSettings.Mock? {
        guard let fields = Fields(node, owner: "a mock", known: Self.mockKeys, problems: problems) else {
            return nil
        }
        guard let written = fields["url"] else {
            problems.add(node.location, "a mock needs a url")
            return nil
        }
        let before = problems.errors.count
        let url = reader.text(written, "url")
        let method = fields["method"].flatMap(method)
        let delay = fields["delay_ms"].flatMap {
            reader.integer($0, "delay_ms", in: 0...600_000, " of milliseconds")
        }
        let times = fields["times"].flatMap { reader.integer($0, "times", in: 1...1_000_000) }
        let reply = reply(fields)
        guard let url, let reply, problems.errors.count == before else { return nil }
        return .init(
            url: url, method: method, reply: reply, delay: .milliseconds(delay ?? 0), times: times,
            location: node.location)
    }

    private func method(_ node: SourceNode) -> String? {
        guard let word = reader.word(node, "method")?.uppercased() else { return nil }
        if Self.methods.contains(word) { return word }
        problems.add(
            node.location, "method must be one of \(Self.methods.joined(separator: ", ")), not \"\(word)\"")
        return nil
    }

    private func reply(_ fields: Fields) -> BrowserSettings.Mock.Reply? {
        let bodies = fields.entries.filter { ["body", "json", "file"].contains($0.key) }
        if bodies.count > 1 {
            problems.add(bodies[1].keyLocation, "\(bodies[0].key) and \(bodies[1].key) exclude each other")
        }
        if let node = fields["abort"] {
            let answers = ["status", "headers", "body", "json", "file"]
            if let other = fields.entries.first(where: { answers.contains($0.key) }) {
                problems.add(other.keyLocation, "a mock that aborts has no \(other.key)")
            }
            return reader.word(node, "abort").map { .failure(.init($0, location: node.location)) }
        }
        let status = fields["status"].map { reader.integer($0, "status", in: 200...599) } ?? 200
        let headers = fields["headers"].map { self.headers($0, "headers") } ?? [:]
        guard let status, let body = body(bodies.first) else { return nil }
        return .answer(status: status, headers: headers, body: body)
    }

    private func body(_ entry: SourceNode.Entry?) -> BrowserSettings.Mock.Body? {
        guard let entry else { return BrowserSettings.Mock.Body.none }
        switch entry.key {
        case "json": return JSONBody(reader: reader).text(entry.value).map(BrowserSettings.Mock.Body.json)
        case "file": return file(entry.value).map(BrowserSettings.Mock.Body.file)
        case _:
            return reader.text(entry.value, "body", canBeEmpty: true).map(BrowserSettings.Mock.Body.text)
        }
    }

    private func file(_ node: SourceNode) -> String? {
        guard let name = reader.word(node, "file") else { return nil }
        let path = URL(filePath: name, relativeTo: folder).standardizedFileURL.path(percentEncoded: false)
        guard FileManager.default.isReadableFile(atPath: path) else {
            problems.add(node.location, "the file \(name) can't be read")
            return nil
        }
        return path
    }
}
