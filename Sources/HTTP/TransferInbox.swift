import Synchronization

/// The queue into the loop's thread; a command posted to an empty queue wakes it.
final class TransferInbox: Sendable {
    private struct State {
        var commands: [TransferCommand] = []
        var multi: MultiHandle?
    }

    private let state = Mutex(State())

    func open(for multi: MultiHandle) {
        state.withLock { $0.multi = multi }
    }

    /// False when the loop has ended or is ending.
    ///
    /// The wake-up happens under the lock: the handle cannot be destroyed before the inbox has let go of it,
    /// and the call only writes one byte to a socket pair.
    @discardableResult
    func post(_ command: TransferCommand) -> Bool {
        state.withLock { state in
            guard let multi = state.multi else { return false }
            state.commands.append(command)
            if state.commands.count == 1 { multi.wake() }
            return true
        }
    }

    /// Posts `stop` as the last command ever accepted.
    func stop() {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.commands.append(.stop)
            multi.wake()
            // The loop's thread holds another reference until it has ended.
            state.multi = nil
        }
    }

    func drain() -> [TransferCommand] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }
}
