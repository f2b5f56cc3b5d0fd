/// A JavaScript dialog that opened, and what was answered.
package struct DialogRecord: Sendable, Equatable {
    package let kind: String
    package let message: String
    package let isAccepted: Bool
    /// Whether the step had said how to answer.
    package let wasPlanned: Bool
}

/// How to answer the next dialog.
package enum DialogAnswer: Sendable, Equatable {
    case accept(text: String?)
    case dismiss
}

/// Answers every dialog the moment it opens: an open dialog blocks the whole page.
///
/// Without a policy, unplanned alerts and questions on leaving are accepted, unplanned confirms and prompts dismissed;
/// all are recorded.
final class Dialogs: Sendable {
    let book = Observed(DialogBook())

    /// How to answer what no step has planned an answer for; nil leaves that to its kind.
    private let policy: DialogAnswer?

    init(_ session: Session, policy: DialogAnswer?) {
        self.policy = policy
        listen(to: session)
    }

    /// Takes in one more tab; the dialogs of frames come on the session of their tab.
    func listen(to session: Session) {
        _ = session.on(DevTools.Page.JavascriptDialogOpeningEvent.self) { [book, policy] event in
            let (answer, wasPlanned) = book.update { book in
                let planned = book.plan.isEmpty ? nil : book.plan.removeFirst()
                return (planned ?? policy ?? Self.standard(event.type.rawValue), planned != nil)
            }
            var reply = DevTools.Page.HandleJavaScriptDialog(accept: answer != .dismiss)
            if case .accept(let text?) = answer { reply.promptText = text }
            session.connection.post(Call(reply), session: session.id)
            let record = DialogRecord(
                kind: event.type.rawValue, message: String(event.message.prefix(500)),
                isAccepted: answer != .dismiss, wasPlanned: wasPlanned)
            book.update { $0.add(record) }
        }
    }

    /// Whether a page's question on leaving was answered with no.
    func hasRefused(after number: Int) -> Bool { book.read { $0.hasRefused(after: number) } }

    /// Waits for that; false, for what wanted to leave.
    func waitForRefusal(after number: Int) async throws -> Bool {
        try await book.wait { $0.hasRefused(after: number) ? false : nil }
    }

    static func standard(_ kind: String) -> DialogAnswer {
        kind == "alert" || kind == "beforeunload" ? .accept(text: nil) : .dismiss
    }
}
