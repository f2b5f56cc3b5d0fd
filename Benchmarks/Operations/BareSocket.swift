import CDP
import Foundation
import Synchronization
import WebSocket

/// A browser's own socket, with nothing of ours behind it but reading and writing.
final class BareSocket: Sendable {
    struct Command {
        let method: String
        /// JSON.
        var parameters = "{}"
        var session: String?
    }

    private struct Answer: Decodable {
        var id: Int?
        var result: JSONValue?
    }

    private struct Asked {
        var last = 0
        var open: Set<Int> = []
        var results: [Int: JSONValue] = [:]
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let asked: Mutex<Asked>
    private let socket: WebSocket

    private init(_ socket: WebSocket, _ inbox: Inbox) {
        self.socket = socket
        asked = Mutex(Asked())
        inbox.deliver { [weak self] in self?.take($0) }
    }

    /// One more socket to a browser.
    static func connect(to browser: Browser, loop: ServiceLoop) async throws -> BareSocket {
        guard let process = browser.process.processID, let place = place(of: process) else {
            throw CDPError(.closed, "find the browser's port", "it is not in its profile")
        }
        let inbox = Inbox()
        let socket = try await loop.connect(
            to: "ws://127.0.0.1:\(place)", onMessage: { inbox.take($0) }, onClose: { _ in inbox.take(nil) })
        return BareSocket(socket, inbox)
    }

    func close() { socket.close() }

    /// Writes all commands at once and waits for all answers.
    @discardableResult
    func ask(_ commands: [Command]) async throws -> [JSONValue] {
        let first = asked.withLock { asked in
            let first = asked.last + 1
            asked.last += commands.count
            asked.open = Set(first...asked.last)
            asked.results = [:]
            return first
        }
        for (offset, command) in commands.enumerated() {
            let session = command.session.map { #","sessionId":"\#($0)""# } ?? ""
            let head = #""id":\#(first + offset),"method":"\#(command.method)""#
            try socket.send(Array("{\(head)\(session),\"params\":\(command.parameters)}".utf8))
        }
        await withCheckedContinuation { continuation in
            let isDone = asked.withLock { asked in
                if !asked.open.isEmpty { asked.waiter = continuation }
                return asked.open.isEmpty
            }
            if isDone { continuation.resume() }
        }
        let results = asked.withLock { $0.results }
        return try (first..<first + commands.count).map {
            guard let result = results[$0] else {
                throw CDPError(.unreadable, "ask", commands[$0 - first].method)
            }
            return result
        }
    }

    private func take(_ message: [UInt8]?) {
        let answer = message.flatMap { try? JSONDecoder().decode(Answer.self, from: Data($0)) }
        let waiter = asked.withLock { asked -> CheckedContinuation<Void, Never>? in
            if let id = answer?.id {
                asked.open.remove(id)
                asked.results[id] = answer?.result
            }
            if message == nil { asked.open = [] }
            guard asked.open.isEmpty else { return nil }
            defer { asked.waiter = nil }
            return asked.waiter
        }
        waiter?.resume()
    }

    /// Port and path of a browser's socket, from the file in its profile.
    private static func place(of process: Int32) -> String? {
        guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return nil }
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard let profile = words.first(where: { $0.hasPrefix("--user-data-dir=") })?.dropFirst(16),
            let text = try? String(contentsOfFile: "\(profile)/DevToolsActivePort", encoding: .utf8)
        else { return nil }
        return text.split(separator: "\n").joined()
    }
}

/// Where messages go before there is somebody to take them.
private final class Inbox: Sendable {
    private let taker = Mutex<(@Sendable ([UInt8]?) -> Void)?>(nil)

    func deliver(_ body: @escaping @Sendable ([UInt8]?) -> Void) { taker.withLock { $0 = body } }

    func take(_ message: [UInt8]?) { taker.withLock { $0 }?(message) }
}
