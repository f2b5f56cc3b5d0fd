/// What to ask, in which order, to tell which part of a page or browser has failed.
///
/// Pure. Each rung is asked once: first whether the browser lives, then whether the page does, then its frames, then
/// whether the answer that did not come in time has come since.
struct FaultLadder: Sendable, Equatable {
    /// What is known without asking.
    enum Symptom: Sendable, Equatable {
        case browserGone(Fault)
        case pageGone
        /// A call had no answer before its deadline.
        case silence
        /// Anything else that went wrong.
        case trouble
    }

    enum Question: Sendable, Equatable {
        case browser, page, frames, answer
    }

    enum Move: Sendable, Equatable {
        case ask(Question)
        case conclude(Fault?)
    }

    private let isSilence: Bool
    private var asked: Question?

    init(_ symptom: Symptom) { isSilence = symptom == .silence }

    /// The first thing to do about a symptom.
    static func start(_ symptom: Symptom) -> (FaultLadder, Move) {
        var ladder = FaultLadder(symptom)
        switch symptom {
        case .browserGone(let fault): return (ladder, .conclude(fault))
        case .pageGone: return (ladder, .conclude(.rendererCrash))
        case .silence, .trouble:
            // In two steps: a tuple would take the ladder as it was before it asked.
            let move = ladder.ask(.browser)
            return (ladder, move)
        }
    }

    /// What follows from the answer to the last question.
    ///
    /// - Parameter symptom: What became known while it was asked; it outranks the answer.
    mutating func next(answered: Bool, after symptom: Symptom? = nil) -> Move {
        switch symptom {
        case .browserGone(let fault): return .conclude(fault)
        case .pageGone: return .conclude(.rendererCrash)
        case .silence, .trouble, nil: break
        }
        switch (asked, answered) {
        case (.browser, true): return ask(.page)
        case (.browser, false): return .conclude(.browserHang)
        case (.page, true): return ask(.frames)
        case (.page, false): return .conclude(.pageHang)
        case (.frames, false): return .conclude(.frameHang)
        case (.frames, true): return isSilence ? ask(.answer) : .conclude(nil)
        case (.answer, false): return .conclude(.lostReply)
        case (.answer, true), (nil, _): return .conclude(nil)
        }
    }

    private mutating func ask(_ question: Question) -> Move {
        asked = question
        return .ask(question)
    }
}
