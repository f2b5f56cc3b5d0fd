/// Has things done one after the other, in the order they were asked for, each to its end although who asked is cancelled.
final class Turns: Sendable {
    private struct State {
        var asked = 0
        var done = 0
    }

    private let state = Observed(State())

    func take<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let number = state.update { state in
            defer { state.asked += 1 }
            return state.asked
        }
        return try await shielded { [state] () -> Result<Value, any Error> in
            // Throws only when it is cancelled, which nobody can do here.
            try? await state.wait { $0.done == number ? () : nil }
            defer { state.update { $0.done += 1 } }
            do {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }.get()
    }
}
