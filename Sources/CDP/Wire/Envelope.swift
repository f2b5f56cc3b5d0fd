/// The address of one DevTools message: enough to route it, without decoding its body.
package struct Envelope: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case reply(id: Int)
        case refusal(id: Int)
        case event(method: String)
    }

    package let kind: Kind
    package let session: String?
    /// Where the body (`result`, `error` or `params`) stands in the message; empty when it has none.
    package let body: Range<Int>

    package init(kind: Kind, session: String?, body: Range<Int>) {
        self.kind = kind
        self.session = session
        self.body = body
    }

    /// Reads the address of `message`, or nil when it is no DevTools message.
    ///
    /// Chromium writes the id or method first and the session last, so a look at both ends is enough; any other
    /// order is read by scanning the whole object.
    package init?(_ message: [UInt8]) {
        if let quick = EnvelopeScan.ends(of: message) {
            self = quick
        } else if let whole = EnvelopeScan.members(of: message) {
            self = whole
        } else {
            return nil
        }
    }
}

/// Two ways to find the address: of what Chromium writes both say the same, where the first says anything.
enum EnvelopeScan {
    private static let idHead = Array(#"{"id":"#.utf8)
    private static let methodHead = Array(#"{"method":""#.utf8)
    private static let resultKey = Array(#","result":"#.utf8)
    private static let errorKey = Array(#","error":"#.utf8)
    private static let paramsKey = Array(#","params":"#.utf8)
    private static let sessionKey = Array(#","sessionId":""#.utf8)

    static func ends(of message: [UInt8]) -> Envelope? {
        guard message.last == UInt8(ascii: "}") else { return nil }
        let (session, bodyEnd) = tail(of: message)
        if starts(message, idHead, at: 0) {
            var at = idHead.count
            guard let id = number(message, &at) else { return nil }
            if starts(message, resultKey, at: at) {
                return envelope(.reply(id: id), session, at + resultKey.count, bodyEnd, message)
            }
            if starts(message, errorKey, at: at) {
                return envelope(.refusal(id: id), session, at + errorKey.count, bodyEnd, message)
            }
            return nil
        }
        guard starts(message, methodHead, at: 0) else { return nil }
        var at = methodHead.count
        while at < message.count, message[at] != UInt8(ascii: "\""), message[at] != UInt8(ascii: "\\") {
            at += 1
        }
        guard at < message.count, message[at] == UInt8(ascii: "\"") else { return nil }
        let method = String(decoding: message[methodHead.count..<at], as: UTF8.self)
        guard starts(message, paramsKey, at: at + 1) else { return nil }
        return envelope(.event(method: method), session, at + 1 + paramsKey.count, bodyEnd, message)
    }

    private static func envelope(
        _ kind: Envelope.Kind, _ session: String?, _ start: Int, _ end: Int, _ message: [UInt8]
    ) -> Envelope? {
        guard start < end, message[start] == UInt8(ascii: "{"), message[end - 1] == UInt8(ascii: "}")
        else { return nil }
        return Envelope(kind: kind, session: session, body: start..<end)
    }

    /// The session at the very end, and where the body before it stops.
    ///
    /// Only an unescaped key can stand there.
    private static func tail(of message: [UInt8]) -> (String?, Int) {
        let end = message.count - 1
        guard end > 0, message[end - 1] == UInt8(ascii: "\"") else { return (nil, end) }
        var start = end - 1
        while start > 0, isToken(message[start - 1]) { start -= 1 }
        let key = start - sessionKey.count
        guard key > 0, starts(message, sessionKey, at: key) else { return (nil, end) }
        return (String(decoding: message[start..<(end - 1)], as: UTF8.self), key)
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 45
    }

    private static func starts(_ message: [UInt8], _ text: [UInt8], at start: Int) -> Bool {
        guard start >= 0, start + text.count <= message.count else { return false }
        for offset in text.indices where message[start + offset] != text[offset] { return false }
        return true
    }

    private static func number(_ message: [UInt8], _ at: inout Int) -> Int? {
        let start = at
        var value = 0
        while at < message.count, message[at] >= 48, message[at] <= 57, at - start < 18 {
            value = value * 10 + Int(message[at] - 48)
            at += 1
        }
        return at > start ? value : nil
    }

    /// Reads every top-level member in any order.
    static func members(of message: [UInt8]) -> Envelope? {
        var scan = ObjectScan(message)
        var id: Int?
        var method: String?
        var session: String?
        var result: Range<Int>?
        var error: Range<Int>?
        var params: Range<Int>?
        while let member = scan.next() {
            switch member.key {
            case "id": id = Int(String(decoding: message[member.value], as: UTF8.self))
            case "method": method = string(message, member.value)
            case "sessionId": session = string(message, member.value)
            case "result": result = member.value
            case "error": error = member.value
            case "params": params = member.value
            default: break
            }
        }
        guard scan.isComplete else { return nil }
        if let id, let error { return Envelope(kind: .refusal(id: id), session: session, body: error) }
        if let id { return Envelope(kind: .reply(id: id), session: session, body: result ?? 0..<0) }
        guard let method else { return nil }
        return Envelope(kind: .event(method: method), session: session, body: params ?? 0..<0)
    }

    private static func string(_ message: [UInt8], _ range: Range<Int>) -> String? {
        guard range.count >= 2, message[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
        return String(decoding: message[(range.lowerBound + 1)..<(range.upperBound - 1)], as: UTF8.self)
    }
}
