import Synchronization

/// What other threads ask of the service thread.
enum ServiceCommand: Sendable {
    case connect(Channel, SocketHandlers)
    case write(Channel)
    case close(Channel)
    case stop
}

/// The queue into the service thread; a command posted to an empty queue wakes it.
final class Inbox: Sendable {
    private struct State {
        var commands: [ServiceCommand] = []
        var context: LwsContext?
    }

    private let state = Mutex(State())

    func open(for context: LwsContext) {
        state.withLock { $0.context = context }
    }

    /// False when the loop has ended or is ending.
    ///
    /// The wake-up happens under the lock: the context cannot be destroyed before the inbox has let go of it,
    /// and the call only writes to an eventfd.
    @discardableResult
    func post(_ command: ServiceCommand) -> Bool {
        state.withLock { state in
            guard let context = state.context else { return false }
            state.commands.append(command)
            if state.commands.count == 1 { context.wake() }
            return true
        }
    }

    /// Posts `stop` as the last command ever accepted.
    func stop() {
        state.withLock { state in
            guard let context = state.context else { return }
            state.commands.append(.stop)
            context.wake()
            // The service thread holds another reference until it has ended.
            state.context = nil
        }
    }

    func drain() -> [ServiceCommand] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }
}
