package import CDP
import Foundation
package import Logging
import Synchronization

/// A browser that exists only as a script: which call it expects next, and what it does about it.
package final class ScriptedSocket: MessageSocket {
    package enum Reaction: Sendable {
        /// Answers with this JSON as the result.
        case reply(String)
        case refuse(code: Int, message: String)
        /// Never answers.
        case drop
        /// Sends these messages, `$id` replaced by the call's id.
        case say([String])
        /// The socket fails to take the call.
        case fail
        /// The connection ends.
        case hangUp(String)
    }

    package struct SentCall: Sendable, Equatable, Decodable {
        package let id: Int
        package let method: String
        package let sessionId: String?
    }

    private struct Refused: Error, CustomStringConvertible { let description = "the line is dead" }

    /// The calls that came, in order.
    package let calls = Observed<[SentCall]>([])
    /// Calls that the script did not expect.
    package let surprises = Observed<[String]>([])
    package let isClosed = Observed(false)
    private let script = Mutex<[(method: String, reaction: Reaction)]>([])
    private let connection: Connection

    private init(_ connection: Connection) { self.connection = connection }

    /// A connection to a scripted browser.
    package static func connect(log: Logger? = nil) -> (Connection, ScriptedSocket) {
        let connection = Connection(log: log ?? SharedBrowser.log)
        let socket = ScriptedSocket(connection)
        connection.attach(socket)
        return (connection, socket)
    }

    /// Adds a call to the script; calls must come in this order.
    package func expect(_ method: String, _ reaction: Reaction) {
        script.withLock { $0.append((method, reaction)) }
    }

    package func say(_ message: String) { connection.receive(Array(message.utf8)) }

    package func event(_ method: String, _ params: String = "{}", session: String? = nil) {
        let tail = session.map { #","sessionId":"\#($0)""# } ?? ""
        say(#"{"method":"\#(method)","params":\#(params)\#(tail)}"#)
    }

    /// Waits until `count` calls have come.
    package func waitForCalls(_ count: Int) async throws -> [SentCall] {
        try await calls.wait { $0.count >= count ? $0 : nil }
    }

    package func send(batch: [[UInt8]]) throws {
        for message in batch { try take(JSONDecoder().decode(SentCall.self, from: Data(message))) }
    }

    package func close() { isClosed.update { $0 = true } }

    private func take(_ call: SentCall) throws {
        let next = script.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        defer { calls.update { $0.append(call) } }
        guard let next, next.method == call.method else {
            surprises.update { $0.append(call.method) }
            return
        }
        let tail = call.sessionId.map { #","sessionId":"\#($0)""# } ?? ""
        switch next.reaction {
        case .reply(let result): say(#"{"id":\#(call.id),"result":\#(result)\#(tail)}"#)
        case .refuse(let code, let message):
            say(#"{"id":\#(call.id),"error":{"code":\#(code),"message":"\#(message)"}\#(tail)}"#)
        case .drop: break
        case .say(let messages):
            for message in messages { say(message.replacingOccurrences(of: "$id", with: "\(call.id)")) }
        case .fail: throw Refused()
        case .hangUp(let reason): connection.closed(reason)
        }
    }
}
