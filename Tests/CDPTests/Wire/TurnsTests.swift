import Testing

@testable import CDP

@Suite(.timeLimit(.minutes(1))) struct TurnsTests {
    private struct Oops: Error {}

    @Test("one thing is done at a time, each to its end, though who asked is cancelled and some fail")
    func oneAtATime() async {
        let turns = Turns()
        let log = Observed<[String]>([])
        let (began, gate) = (Promise<Void>(), Promise<Void>())
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await turns.take {
                    began.fulfil(())
                    try await gate.value
                }
            }
            try? await began.value
            group.cancelAll()
            for number in 0..<20 {
                group.addTask {
                    _ = try? await turns.take {
                        log.update { $0.append("begin \(number)") }
                        await Task.yield()
                        log.update { $0.append("end \(number)") }
                        if number.isMultiple(of: 3) { throw Oops() }
                    }
                }
            }
            #expect(log.read { $0 } == [])
            gate.fulfil(())
        }
        let all = log.read { $0 }
        #expect(all.count == 40)
        for (begin, end) in zip(all, all.dropFirst()) where begin.hasPrefix("begin") {
            #expect(end == begin.replacing("begin", with: "end"))
        }
    }

    @Test("what is thrown reaches who asked, and the next has its turn")
    func failure() async throws {
        let turns = Turns()
        await #expect(throws: Oops.self) { try await turns.take { throw Oops() } }
        #expect(try await turns.take { 7 } == 7)
    }
}
