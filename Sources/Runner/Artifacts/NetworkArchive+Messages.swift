import Agent
import CDP
import Foundation

// One request and its answer in the words of the format.
extension NetworkArchive {
    func sent(_ request: NetworkLedger.Request) -> HTTPArchive.Request {
        let headers = Headers(request.requestHeaders)
        let bytes = request.postData.map { $0.isCut ? -1 : $0.text.utf8.count } ?? 0
        return HTTPArchive.Request(
            method: request.method, url: redactor.redact(request.url), httpVersion: Self.version(request),
            cookies: headers.cookies.map(masked), headers: headers.list.map(shown),
            queryString: query(of: request.url), postData: postData(request, headers["content-type"]),
            headersSize: -1, bodySize: bytes)
    }

    func received(_ request: NetworkLedger.Request) -> HTTPArchive.Response {
        let headers = Headers(request.responseHeaders)
        let status = request.wireStatus ?? request.status ?? 0
        let isLocal = request.cache != nil
        let transfer = isLocal && request.wireStatus == nil ? 0 : Int(request.bytes)
        let head = request.headerBytes ?? -1
        let body = isLocal || status == 304 ? 0 : head >= 0 ? max(0, transfer - head) : transfer
        return HTTPArchive.Response(
            status: status, statusText: request.statusText, httpVersion: Self.version(request),
            cookies: headers.setCookies.map(masked), headers: headers.list.map(shown),
            content: content(request, bodySize: body),
            redirectURL: (300..<400).contains(status) ? redactor.redact(headers["location"] ?? "") : "",
            headersSize: head, bodySize: request.status == nil ? -1 : body, _transferSize: transfer)
    }

    private func content(_ request: NetworkLedger.Request, bodySize: Int) -> HTTPArchive.Content {
        var content = HTTPArchive.Content(
            size: request.contentBytes, mimeType: request.mimeType ?? "x-unknown")
        if request.contentBytes > bodySize, bodySize > 0 {
            content.compression = request.contentBytes - bodySize
        }
        content.text = request.body.map { redactor.redact($0.text) }
        if request.body?.isCut == true { content.comment = "only the beginning" }
        return content
    }

    private func postData(_ request: NetworkLedger.Request, _ type: String?) -> HTTPArchive.PostData? {
        guard let clip = request.postData else { return nil }
        let isForm = type?.hasPrefix("application/x-www-form-urlencoded") == true && !clip.isCut
        return HTTPArchive.PostData(
            mimeType: type ?? "", params: isForm ? pairs(clip.text) : [], text: redactor.redact(clip.text),
            comment: clip.isCut ? "only the beginning" : nil)
    }

    private func query(of url: String) -> [HTTPArchive.Field] {
        guard let start = url.firstIndex(of: "?") else { return [] }
        return pairs(String(url[url.index(after: start)...].prefix { $0 != "#" }))
    }

    private func pairs(_ text: String) -> [HTTPArchive.Field] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                part in
                let spaced = part.replacingOccurrences(of: "+", with: " ")
                return redactor.redact(spaced.removingPercentEncoding ?? spaced)
            }
            return HTTPArchive.Field(name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
    }

    private static func version(_ request: NetworkLedger.Request) -> String {
        request.protocolName.map { $0.isEmpty ? "unknown" : $0 } ?? "unknown"
    }

    private func shown(_ name: String, _ value: String) -> HTTPArchive.Field {
        let isCredential = Headers.credentials.contains(name.lowercased())
        return HTTPArchive.Field(
            name: redactor.redact(name), value: isCredential ? Redactor.mark : redactor.redact(value))
    }

    private func masked(_ cookie: String) -> HTTPArchive.Field {
        HTTPArchive.Field(name: redactor.redact(cookie), value: Redactor.mark)
    }
}

/// The headers of one message.
private struct Headers {
    /// Headers whose value lets one act as someone else.
    static let credentials: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token",
        "x-access-token", "x-csrf-token", "x-xsrf-token",
    ]

    /// By name; repeated headers are repeated.
    let list: [(name: String, value: String)]

    init(_ table: [String: String]) {
        list = table.sorted { $0.key < $1.key }.flatMap { name, value in
            value.split(separator: "\n", omittingEmptySubsequences: false).map { (name, String($0)) }
        }
    }

    subscript(name: String) -> String? { list.first { $0.name.lowercased() == name }?.value }

    /// The names of the cookies that were sent.
    var cookies: [String] {
        list.filter { $0.name.lowercased() == "cookie" }.flatMap { $0.value.split(separator: ";") }
            .map { Self.name(of: $0) }
    }

    /// The names of the cookies that were set.
    var setCookies: [String] {
        list.filter { $0.name.lowercased() == "set-cookie" }.map { Self.name(of: $0.value[...]) }
    }

    private static func name(of cookie: Substring) -> String {
        cookie.prefix { $0 != "=" && $0 != ";" }.trimmingCharacters(in: .whitespaces)
    }
}
