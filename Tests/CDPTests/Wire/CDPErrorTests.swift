import Testing

@testable import CDP

@Suite struct CDPErrorTests {
    @Test(
        "only losses mean that repeating can't help",
        arguments: [
            (CDPError.Code.refused(-32000), false), (.detached, true), (.frameGone, false), (.crashed, true),
            (.closed, true), (.timedOut, false), (.unreadable, false), (.exception, false), (.launch, true),
        ])
    func loss(code: CDPError.Code, isLoss: Bool) {
        let error = CDPError(code, "A.b", "why")
        #expect(error.isLoss == isLoss)
        #expect(error.description.contains("A.b"))
        #expect(error.description.contains("why"))
    }
}
