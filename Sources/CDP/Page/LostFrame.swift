/// A frame whose session has ended: it was removed, or it comes back in the process of its parent.
///
/// Chromium tells of neither when it happens. Of a removal there is no event at all, and the parent's renderer answers calls
/// before it has heard that the frame is to be its own. The parent's document knows: an element shows the frame, or none does.
struct LostFrame: Sendable, Equatable {
    let id: FrameID
    /// How often the frame had been lost by then.
    let losses: Int

    /// Whether an answer to `DOM.getFrameOwner` leaves open that the frame comes back.
    static func mayComeBack(_ answer: Gather.Outcome?) -> Bool {
        switch answer {
        case .success: true
        case .failure(let error): (error as? CDPError)?.code == .timedOut
        case nil: false
        }
    }
}

extension FrameWatch {
    private static let mostDelay = Duration.seconds(5)

    /// Asks the parent's session about the frame until another session carries it, or no element shows it.
    func follow(_ lost: LostFrame, in parent: Session, after delay: Duration = .zero) {
        let owner = Call(DevTools.DOM.GetFrameOwner(frameId: lost.id))
        parent.connection.post([owner], session: parent.id, after: delay) { [self] answers in
            guard LostFrame.mayComeBack(answers.first) else { return table.update { $0.drop(lost) } }
            guard table.read({ $0.isStillLost(lost) }) else { return }
            follow(lost, in: parent, after: min(max(delay * 2, CallLimits.resolution), Self.mostDelay))
        }
    }
}
