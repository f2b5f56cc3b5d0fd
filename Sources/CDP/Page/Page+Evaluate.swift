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
        let place = try await place(of: frame, within: limit)
        let replies = try await exchange(
            [call(function, arguments, world: place.world)], at: place, within: limit)
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
                table.isLost ? false : table.frames.values.contains { $0.world == world } ? nil : true
            }
        }
        return moved ?? false
    }

    /// The isolated world of a frame.
    func world(of frame: FrameID?, within limit: Duration = CallLimits.command) async throws -> String {
        try await place(of: frame, within: limit).world
    }

    /// Where a frame's script runs: its session and our isolated world there, made if its document came to be without.
    func place(of frame: FrameID?, within limit: Duration = CallLimits.command) async throws -> FramePlace {
        let known = frameWatch.table.read { table in (frame ?? table.main).flatMap { table.frames[$0] } }
        guard let known else {
            if frame == nil { throw CDPError(.detached, "evaluate", "the page has no frame") }
            throw CDPError(.frameGone, "evaluate", "it was removed from the page")
        }
        if known.hasCrashed { throw CDPError(.frameGone, "evaluate", "its process crashed") }
        guard let carrier = known.session else {
            return try await placeAfterSwap(of: known.id, within: limit)
        }
        let session = Session(session.connection, carrier)
        if let world = known.world {
            return FramePlace(session: session, world: world, context: known.context)
        }
        do {
            return try await makeWorld(in: known.id, of: session, within: limit)
        } catch let error as CDPError where error.code == .swapped {
            _ = try await CDP.within(limit, "a frame to leave its process") { [table = frameWatch.table] in
                try await table.wait { $0.frames[known.id]?.session == carrier ? nil : true }
            }
            return try await self.place(of: known.id, within: limit)
        }
    }

    /// The same of a frame that is between two processes.
    private func placeAfterSwap(of id: FrameID, within limit: Duration) async throws -> FramePlace {
        _ = try await CDP.within(limit, "a frame to arrive in its process") { [table = frameWatch.table] in
            try await table.wait { $0.frames[id]?.session == nil && $0.frames[id] != nil ? nil : true }
        }
        return try await place(of: id, within: limit)
    }

    private func makeWorld(in id: FrameID, of session: Session, within limit: Duration) async throws
        -> FramePlace
    {
        let place = FramePlace(session: session, world: "", context: nil)
        let create = DevTools.Page.CreateIsolatedWorld(frameId: id, worldName: FrameWatch.worldName)
        let made = try await send(create, at: place, within: limit)
        let source = DevTools.Runtime.Evaluate(
            expression: InPageScript.source, contextId: made.executionContextId, returnByValue: false)
        try await send(source, at: place, within: limit)
        return try await CDP.within(limit, "set up the frame") { [table = frameWatch.table] in
            try await table.wait { table in
                guard let frame = table.frames[id], frame.session == session.id else {
                    return FramePlace?.some(place)
                }
                return frame.world.map { FramePlace(session: session, world: $0, context: frame.context) }
            }
        }
    }

    /// Sends calls to the session that carries a frame.
    func exchange(_ calls: [Call], at place: FramePlace, within limit: Duration) async throws -> [RawReply] {
        do {
            return try await place.session.send(batch: calls, within: limit)
        } catch let error as CDPError where place.session.id != session.id {
            throw error.ofFrame
        }
    }

    @discardableResult
    func send<Command: DevToolsCommand>(
        _ command: Command, at place: FramePlace, within limit: Duration = CallLimits.command
    ) async throws -> Command.Reply {
        guard let reply = try await exchange([Call(command)], at: place, within: limit).first else {
            throw CDPError(.unreadable, Command.method, "no answer")
        }
        return try reply.decode(Command.Reply.self)
    }

    /// A handle to an element of the table, for the DevTools calls that need one.
    func handle(_ number: Int, in frame: FrameID?, through function: String = "element") async throws
        -> DevTools.Runtime.RemoteObjectId?
    {
        let place = try await place(of: frame)
        let reply = try await send(
            DevTools.Runtime.Evaluate(
                expression: "__perceo.\(function)(\(number))", returnByValue: false,
                uniqueContextId: place.world), at: place)
        return reply.result.objectId
    }
}

/// Where the script of a frame runs.
struct FramePlace: Sendable {
    let session: Session
    let world: String
    /// The number by which DOM commands know the world.
    let context: Int?
}

extension CDPError {
    /// What the loss of a session means when it was a frame's own: the page itself is still there.
    fileprivate var ofFrame: CDPError {
        switch code {
        case .detached, .refused(-32001): CDPError(.swapped, method, detail)
        case .crashed: CDPError(.frameGone, method, "its process crashed")
        default: self
        }
    }
}

/// Encodes a value as the JSON text of an argument.
package func argument<Value: Encodable>(_ value: Value) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
}
