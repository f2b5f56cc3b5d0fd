/// Puts whole messages together from the chunks the library hands out.
///
/// The library never assembles: a frame may arrive in several chunks, a message in several frames.
struct FrameJoiner {
    private let maximumBytes: Int
    private var partial: [UInt8] = []

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Takes the next chunk; returns the message it completes.
    ///
    /// - Parameters:
    ///   - remaining: bytes of the current frame still to come after this chunk.
    ///   - isFinal: the current frame is the last of its message.
    mutating func add(
        _ chunk: some Collection<UInt8>, remaining: Int, isFinal: Bool
    ) throws(WebSocketError) -> [UInt8]? {
        let announced = partial.count + chunk.count + remaining
        guard announced <= maximumBytes else {
            partial = []
            throw WebSocketError(.tooLarge, detail: "message of \(announced)+ bytes, limit \(maximumBytes)")
        }
        let isComplete = isFinal && remaining == 0
        if isComplete && partial.isEmpty { return Array(chunk) }

        reserve(announced)
        partial.append(contentsOf: chunk)
        guard isComplete else { return nil }
        defer { partial = [] }
        return partial
    }

    /// A large frame is one allocation; many frames grow by doubling, never by exact steps.
    private mutating func reserve(_ needed: Int) {
        guard needed > partial.capacity else { return }
        partial.reserveCapacity(partial.isEmpty ? needed : max(needed, partial.capacity * 2))
    }
}
