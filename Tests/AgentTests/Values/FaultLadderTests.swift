import Testing

@testable import Agent

@Suite struct FaultLadderTests {
    /// What the ladder asks and concludes when every question is answered as `answers` say.
    private static func climb(
        _ symptom: FaultLadder.Symptom, _ answers: [FaultLadder.Question: Bool]
    ) -> (asked: [FaultLadder.Question], fault: Fault?) {
        var asked: [FaultLadder.Question] = []
        var (ladder, move) = FaultLadder.start(symptom)
        while case .ask(let question) = move {
            asked.append(question)
            move = ladder.next(answered: answers[question] ?? true)
        }
        guard case .conclude(let fault) = move else { return (asked, nil) }
        return (asked, fault)
    }

    @Test(
        arguments: [
            (.browserGone(.browserDeath), [:], [], .browserDeath),
            (.browserGone(.socketClosed), [:], [], .socketClosed),
            (.pageGone, [:], [], .rendererCrash),
            (.silence, [.browser: false], [.browser], .browserHang),
            (.silence, [.page: false], [.browser, .page], .pageHang),
            (.trouble, [.page: false], [.browser, .page], .pageHang),
            (.silence, [.frames: false], [.browser, .page, .frames], .frameHang),
            // Everybody is well: the answer itself was lost, or it was late, or nothing broke at all.
            (.silence, [.answer: false], [.browser, .page, .frames, .answer], .lostReply),
            (.silence, [:], [.browser, .page, .frames, .answer], nil),
            (.trouble, [:], [.browser, .page, .frames], nil),
        ] as [(FaultLadder.Symptom, [FaultLadder.Question: Bool], [FaultLadder.Question], Fault?)])
    func `each question is asked once, from the browser down`(
        symptom: FaultLadder.Symptom, answers: [FaultLadder.Question: Bool],
        asked: [FaultLadder.Question], fault: Fault?
    ) {
        let outcome = Self.climb(symptom, answers)
        #expect(outcome.asked == asked)
        #expect(outcome.fault == fault)
    }

    @Test(arguments: [true, false])
    func `a loss that comes while it is asked outranks the answer`(answered: Bool) {
        var (ladder, move) = FaultLadder.start(.silence)
        #expect(move == .ask(.browser))
        move = ladder.next(answered: answered, after: .browserGone(.browserDeath))
        #expect(move == .conclude(.browserDeath))
        move = ladder.next(answered: answered, after: .pageGone)
        #expect(move == .conclude(.rendererCrash))
    }

    @Test func `faults are counted by name, and those of browsers apart`() {
        var counts = FaultCounts([.rendererCrash, .browserDeath, .rendererCrash])
        #expect(counts.description == "2 renderer_crash, 1 browser_death")
        counts += FaultCounts([.browserDeath])
        #expect(counts.counts == [.rendererCrash: 2, .browserDeath: 2])
        #expect(counts.ofPages == FaultCounts([.rendererCrash, .rendererCrash]))
        #expect(FaultCounts().isEmpty)
    }
}
