/// Messages waiting for the service thread, and whether it has to be told about them.
struct Outbox {
    enum Effect: Equatable {
        /// The thread sleeps or looks elsewhere: tell it.
        case announce
        /// It has been told and has not come yet.
        case nothing
        /// The socket takes no more messages.
        case refuse
    }

    private var waiting: [[UInt8]] = []
    private var isAnnounced = false
    private var isOpen = true

    mutating func add(_ messages: [[UInt8]]) -> Effect {
        guard isOpen else { return .refuse }
        guard !messages.isEmpty else { return .nothing }
        waiting.append(contentsOf: messages)
        defer { isAnnounced = true }
        return isAnnounced ? .nothing : .announce
    }

    /// Everything that waits; when it is empty, the next `add` announces again.
    mutating func takeAll() -> [[UInt8]] {
        defer { waiting = [] }
        isAnnounced = !waiting.isEmpty
        return waiting
    }

    /// Refuses later messages; those already waiting stay.
    ///
    /// Returns false when it was closed before.
    mutating func close() -> Bool {
        defer { isOpen = false }
        return isOpen
    }
}
