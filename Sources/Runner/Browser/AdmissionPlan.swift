/// Whether the machine has room for one more flow.
///
/// Pure. A flow that would make the machine swap costs everyone more than its own wait does.
struct AdmissionPlan: Sendable, Equatable {
    enum Decision: Sendable, Equatable {
        case admit
        /// Wait, for this cause, until a flow has ended or memory is free again.
        case hold(cause: String)
    }

    /// What a flow may come to need: a context of its own with the application in it, and our share.
    var bytesPerFlow: UInt64 = 120 << 20
    /// What is left to the rest of the machine.
    var reserve: UInt64 = 200 << 20

    /// - Parameters:
    ///   - running: Flows that have been admitted and are not over.
    ///   - young: Those among them that have not taken up their memory yet.
    ///   - available: Bytes that can be had without swapping; nil when nobody can tell.
    func decide(running: Int, young: Int, available: UInt64?) -> Decision {
        // One flow always runs: with none there is nothing whose end could make room.
        guard running > 0, let available else { return .admit }
        let needed = reserve + bytesPerFlow * UInt64(young + 1)
        guard available < needed else { return .admit }
        return .hold(cause: "free memory: a flow may need \(bytesPerFlow >> 20) MB")
    }
}
