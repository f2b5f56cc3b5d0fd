import CDP
import Foundation

/// The rules of HAR 1.2 as a list of breaches: which members must be there, of which type, and what must add up.
struct ArchiveRules {
    private enum Kind { case text, number, list, object, moment }

    private(set) var breaches: [String] = []

    init(_ data: Data) throws {
        let root = try JSONDecoder().decode(JSONValue.self, from: data)
        log(root["log"] ?? .null)
    }

    private mutating func require(_ value: JSONValue, _ place: String, _ members: [(String, Kind)]) {
        for (name, kind) in members { check(value[name], "\(place).\(name)", kind, isRequired: true) }
    }

    private mutating func allow(_ value: JSONValue, _ place: String, _ members: [(String, Kind)]) {
        for (name, kind) in members { check(value[name], "\(place).\(name)", kind, isRequired: false) }
    }

    private mutating func check(_ value: JSONValue?, _ place: String, _ kind: Kind, isRequired: Bool) {
        guard let value else {
            if isRequired { breaches.append("\(place) is missing") }
            return
        }
        let fits =
            switch kind {
            case .text: value.string != nil
            case .number: value.number != nil
            case .list: value.array != nil
            case .object: value.object != nil
            case .moment:
                value.string.flatMap {
                    try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse($0)
                } != nil
            }
        if !fits { breaches.append("\(place) is no \(kind): \(value)") }
    }

    private mutating func onlyKnown(_ value: JSONValue, _ place: String, _ names: Set<String>) {
        for name in (value.object ?? [:]).keys where !names.contains(name) && !name.hasPrefix("_") {
            breaches.append("\(place).\(name) is not in the format")
        }
    }

    private mutating func log(_ log: JSONValue) {
        require(log, "log", [("version", .text), ("creator", .object), ("entries", .list)])
        allow(log, "log", [("browser", .object), ("pages", .list), ("comment", .text)])
        if log["version"] != "1.2" { breaches.append("log.version is \(log["version"] ?? .null)") }
        for program in ["creator", "browser"] {
            if let value = log[program] { require(value, program, [("name", .text), ("version", .text)]) }
        }
        var pages: Set<String> = []
        for page in log["pages"]?.array ?? [] {
            require(
                page, "page",
                [("startedDateTime", .moment), ("id", .text), ("title", .text), ("pageTimings", .object)])
            let isNew = pages.insert(page["id"]?.string ?? "").inserted
            if !isNew { breaches.append("page.id twice") }
            allow(
                page["pageTimings"] ?? .null, "pageTimings",
                [("onContentLoad", .number), ("onLoad", .number)])
        }
        for (number, entry) in (log["entries"]?.array ?? []).enumerated() {
            check(entry: entry, "entries[\(number)]", pages)
        }
    }

    private mutating func check(entry: JSONValue, _ place: String, _ pages: Set<String>) {
        onlyKnown(
            entry, place,
            [
                "pageref", "startedDateTime", "time", "request", "response", "cache", "timings",
                "serverIPAddress", "connection", "comment",
            ])
        require(
            entry, place,
            [
                ("startedDateTime", .moment), ("time", .number), ("request", .object), ("response", .object),
                ("cache", .object), ("timings", .object),
            ])
        allow(entry, place, [("pageref", .text), ("serverIPAddress", .text), ("connection", .text)])
        if let page = entry["pageref"]?.string, !pages.contains(page) {
            breaches.append("\(place): no \(page)")
        }
        request(entry["request"] ?? .null, "\(place).request")
        response(entry["response"] ?? .null, "\(place).response")
        timings(entry["timings"] ?? .null, entry["time"]?.number ?? -1, "\(place).timings")
    }

    private mutating func request(_ request: JSONValue, _ place: String) {
        require(
            request, place,
            [
                ("method", .text), ("url", .text), ("httpVersion", .text), ("cookies", .list),
                ("headers", .list), ("queryString", .list), ("headersSize", .number), ("bodySize", .number),
            ])
        onlyKnown(
            request, place,
            [
                "method", "url", "httpVersion", "cookies", "headers", "queryString", "postData",
                "headersSize", "bodySize", "comment",
            ])
        fields(request, place, ["cookies", "headers", "queryString"])
        if let post = request["postData"] {
            require(post, place + ".postData", [("mimeType", .text), ("params", .list), ("text", .text)])
        }
    }

    private mutating func response(_ response: JSONValue, _ place: String) {
        require(
            response, place,
            [
                ("status", .number), ("statusText", .text), ("httpVersion", .text), ("cookies", .list),
                ("headers", .list), ("content", .object), ("redirectURL", .text), ("headersSize", .number),
                ("bodySize", .number),
            ])
        onlyKnown(
            response, place,
            [
                "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
                "headersSize", "bodySize", "comment",
            ])
        fields(response, place, ["cookies", "headers"])
        let content = response["content"] ?? .null
        require(content, place + ".content", [("size", .number), ("mimeType", .text)])
        allow(content, place + ".content", [("compression", .number), ("text", .text), ("encoding", .text)])
        onlyKnown(
            content, place + ".content", ["size", "compression", "mimeType", "text", "encoding", "comment"])
    }

    private mutating func fields(_ value: JSONValue, _ place: String, _ names: [String]) {
        for name in names {
            for field in value[name]?.array ?? [] {
                require(field, "\(place).\(name)", [("name", .text), ("value", .text)])
            }
        }
    }

    private mutating func timings(_ timings: JSONValue, _ time: Double, _ place: String) {
        require(timings, place, [("send", .number), ("wait", .number), ("receive", .number)])
        let names = ["blocked", "dns", "connect", "send", "wait", "receive"]
        onlyKnown(timings, place, Set(names + ["ssl", "comment"]))
        let parts = names.compactMap { timings[$0]?.number }
        for name in ["send", "wait", "receive"] where (timings[name]?.number ?? 0) < 0 {
            breaches.append("\(place).\(name) must not be negative")
        }
        for part in parts where part < 0 && part != -1 { breaches.append("\(place): \(part)") }
        let sum = parts.filter { $0 > 0 }.reduce(0, +)
        if abs(sum - time) > 0.01 { breaches.append("\(place) add up to \(sum), time is \(time)") }
        if let ssl = timings["ssl"]?.number, ssl > (timings["connect"]?.number ?? 0) {
            breaches.append("\(place).ssl is more than connect")
        }
    }
}
