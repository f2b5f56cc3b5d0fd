/// A handle to one target's session (or, without an id, to the browser itself).
///
/// A value: copy it freely.
package struct Session: Sendable {
    package let connection: Connection
    package let id: SessionID?

    package init(_ connection: Connection, _ id: SessionID? = nil) {
        self.connection = connection
        self.id = id
    }

    /// Sends one command and waits for its answer.
    @discardableResult
    package func send<Command: DevToolsCommand>(
        _ command: Command, within limit: Duration = CallLimits.command
    ) async throws -> Command.Reply {
        let outcomes = try await connection.exchange([Call(command)], session: id, within: limit)
        guard let outcome = outcomes.first else { throw CDPError(.closed, Command.method, "no answer") }
        return try outcome.get().decode(Command.Reply.self)
    }

    /// Sends several commands in one write and waits for all; throws the first failure.
    @discardableResult
    package func send(batch calls: [Call], within limit: Duration = CallLimits.command) async throws
        -> [RawReply]
    {
        try await connection.exchange(calls, session: id, within: limit).map { try $0.get() }
    }

    /// Calls `handler` on the socket's thread for each event of this kind on this session.
    package func on<Event: DevToolsEvent>(
        _ type: Event.Type, _ handler: @escaping @Sendable (Event) -> Void
    ) -> Subscription {
        connection.on(type, session: id, handler)
    }
    /// The same with the event as it came; `handler` decodes it if it is worth that.
    package func hear<Event: DevToolsEvent>(
        _ type: Event.Type, _ handler: @escaping @Sendable (EventBody) throws -> Void
    ) -> Subscription {
        connection.hear(type, session: id, handler)
    }
}
