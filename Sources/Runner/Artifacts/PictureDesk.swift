import CDP

/// Does the work on pictures beside the flow: one thing at a time, in order, with little waiting.
final class PictureDesk: Sendable {
    typealias Job = @Sendable () async -> Void

    private struct State {
        var jobs: [Job] = []
        var isBusy = false
        var isClosed = false
    }

    /// How many pictures may wait; who brings more waits too, so memory stays bounded.
    static let most = 4

    private let state = Observed(State())

    /// Hands over some work, once there is room for it.
    func add(_ job: @escaping Job) async {
        try? await state.wait { $0.jobs.count < Self.most ? () : nil }
        state.update { $0.jobs.append(job) }
    }

    /// Works until `finish` is called or the caller is cancelled.
    func work() async {
        while (try? await state.wait { !$0.jobs.isEmpty ? true : $0.isClosed ? false : nil }) == true {
            await next()
        }
    }

    /// Sees to it that everything handed over is done, also when nobody works any more.
    func finish() async {
        state.update { $0.isClosed = true }
        while true {
            while await next() {}
            // Somebody else is at one, and there may be more behind it.
            let isDone = try? await state.wait { $0.isBusy ? nil : $0.jobs.isEmpty }
            if isDone != false { return }
        }
    }

    /// Does one thing; false when there was nothing to do, or somebody else is at it.
    @discardableResult
    private func next() async -> Bool {
        let job = state.update { state -> Job? in
            guard !state.isBusy, !state.jobs.isEmpty else { return nil }
            state.isBusy = true
            return state.jobs.removeFirst()
        }
        guard let job else { return false }
        await job()
        state.update { $0.isBusy = false }
        return true
    }
}
