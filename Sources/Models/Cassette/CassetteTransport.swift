import Synchronization

/// Records what another transport carries, or answers from a recording without any.
package final class CassetteTransport: ModelTransport {
    private let cassette: Mutex<Cassette>
    private let base: (any ModelTransport)?
    private let mask: @Sendable (String) -> String

    /// Records.
    package init(recording base: any ModelTransport, mask: @escaping @Sendable (String) -> String) {
        cassette = Mutex(Cassette())
        self.base = base
        self.mask = mask
    }

    /// Replays, without anything being sent.
    package init(replaying cassette: Cassette, mask: @escaping @Sendable (String) -> String) {
        self.cassette = Mutex(cassette)
        base = nil
        self.mask = mask
    }

    /// What has been recorded, or what is left to replay.
    package var recorded: Cassette { cassette.withLock { $0 } }

    package func send(
        _ request: WireRequest, within limit: Duration, isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(ModelError) -> WireAnswer {
        let canonical = CanonicalRequest(request, mask: mask)
        guard let base else {
            let result = cassette.withLock { cassette in
                Result { () throws(Cassette.Drift) in try cassette.replay(canonical) }
            }
            switch result {
            case .success(let answer):
                _ = isEnough(answer.body)
                return answer
            case .failure(let drift): throw ModelError(.drift, drift.description)
            }
        }
        let answer = try await base.send(request, within: limit, isEnough: isEnough)
        cassette.withLock { $0.record(canonical, answer, mask: mask) }
        return answer
    }

    package func scrub(_ error: ModelError) -> ModelError { base?.scrub(error) ?? error }
}
