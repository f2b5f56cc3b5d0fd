import Foundation

/// What page script answered, with its value still to be read as whatever the caller expects.
struct EvaluateAnswer<Value: Decodable>: Decodable {
    struct Remote: Decodable { let value: Value? }
    let result: Remote?
    let exceptionDetails: DevTools.Runtime.ExceptionDetails?

    /// The value; throws what the script threw.
    func unwrap(_ function: String) throws(CDPError) -> Value {
        if let details = exceptionDetails {
            throw CDPError(.exception, function, details.exception?.description ?? details.text)
        }
        guard let value = result?.value else { throw CDPError(.unreadable, function, "no value") }
        return value
    }
}

extension Page {
    /// The call of one of our in-page functions, ready to be sent with others in one write.
    func call(_ function: String, _ arguments: [String], world: String) -> Call {
        Call(
            DevTools.Runtime.Evaluate(
                expression: "__perceo.\(function)(\(arguments.joined(separator: ",")))", returnByValue: true,
                awaitPromise: true, uniqueContextId: world))
    }

    /// Calls one of our in-page functions in a frame's isolated world.
    ///
    /// - Parameters:
    ///   - arguments: JSON texts.
    ///   - frame: The frame, or nil for the main one.
    package func ask<Value: Decodable & Sendable>(
        _ function: String, _ arguments: [String] = [], in frame: FrameID? = nil,
        as type: Value.Type = Value.self,
        within limit: Duration = CallLimits.command
    ) async throws -> Value {
        let world = try await world(of: frame, within: limit)
        let replies = try await session.send(batch: [call(function, arguments, world: world)], within: limit)
        guard let reply = replies.first else { throw CDPError(.unreadable, function, "no answer") }
        return try reply.decode(EvaluateAnswer<Value>.self).unwrap(function)
    }

    /// Asks a question that changes nothing, and asks it again when the frame moves on to another document meanwhile.
    ///
    /// - Parameter limit: For each time it is asked.
    package func look<Value: Decodable & Sendable>(
        _ function: String, _ arguments: [String] = [], in frame: FrameID? = nil,
        as type: Value.Type = Value.self,
        within limit: Duration = CallLimits.command
    ) async throws -> Value {
        var moves = 0
        while true {
            let world = try await world(of: frame, within: limit)
            do {
                return try await ask(function, arguments, in: frame, within: limit)
            } catch let error as CDPError where moves < Self.mostMoves {
                guard await hasMovedOn(from: world, after: error) else { throw error }
                moves += 1
            }
        }
    }

    /// A page that is replaced more often than this within one question is going round in circles.
    private static let mostMoves = 20

    /// Whether a call failed only because its document was replaced.
    ///
    /// The answer to the call can come before the news of the new document, so the news is waited for.
    func hasMovedOn(from world: String, after error: CDPError) async -> Bool {
        guard !error.isLoss, error.code != .timedOut, error.code != .exception, error.code != .frameGone
        else { return false }
        let moved = try? await CDP.within(CallLimits.ping, "news of a new document") {
            [table = frameWatch.table] in
            try await table.wait { table -> Bool? in
                table.hasCrashed ? false : table.frames.values.contains { $0.world == world } ? nil : true
            }
        }
        return moved ?? false
    }

    /// The isolated world of a frame, made if its document came to be without one.
    func world(of frame: FrameID?, within limit: Duration = CallLimits.command) async throws -> String {
        let known = frameWatch.table.read { table in (frame ?? table.main).flatMap { table.frames[$0]?.world }
        }
        if let known { return known }
        guard let id = frame ?? frameWatch.table.read({ $0.main }) else {
            throw CDPError(.detached, "evaluate", "the page has no frame")
        }
        guard frameWatch.table.read({ $0.frames[id] }) != nil else {
            throw CDPError(.frameGone, "evaluate", "it was removed from the page")
        }
        return try await makeWorld(in: id, within: limit)
    }

    private func makeWorld(in id: FrameID, within limit: Duration) async throws -> String {
        let made = try await session.send(
            DevTools.Page.CreateIsolatedWorld(frameId: id, worldName: FrameWatch.worldName), within: limit)
        let source = DevTools.Runtime.Evaluate(
            expression: InPageScript.source, contextId: made.executionContextId, returnByValue: false)
        try await session.send(source, within: limit)
        return try await CDP.within(limit, "set up the frame") { [table = frameWatch.table] in
            try await table.wait { $0.frames[id]?.world }
        }
    }

    /// A handle to an element of the table, for the DevTools calls that need one.
    func handle(_ number: Int, in frame: FrameID?, through function: String = "element") async throws
        -> DevTools.Runtime.RemoteObjectId?
    {
        let world = try await world(of: frame)
        let reply = try await session.send(
            DevTools.Runtime.Evaluate(
                expression: "__perceo.\(function)(\(number))", returnByValue: false, uniqueContextId: world))
        return reply.result.objectId
    }
}

/// Encodes a value as the JSON text of an argument.
package func argument<Value: Encodable>(_ value: Value) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
}
