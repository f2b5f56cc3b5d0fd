import Foundation

/// Keeps the Web Vitals of the documents that a page's main frame shows, as our script in the page tells them.
final class VitalsWatch: Sendable {
    struct Book: Sendable {
        /// A page that goes elsewhere more often is not measured any more.
        static let capacity = 100

        private(set) var documents: [DocumentVitals] = []

        /// What is told later of a document takes the place of what was told earlier.
        mutating func add(_ vitals: DocumentVitals) {
            if let index = documents.lastIndex(where: { $0.start == vitals.start }) {
                documents[index] = vitals
            } else if documents.count < Self.capacity {
                documents.append(vitals)
            }
        }
    }

    let book = Observed(Book())

    /// The function through which the script tells; only in our own world.
    private static let binding = "__perceoVitals"

    init(_ session: Session) { listen(to: session) }

    /// Takes in the documents of a page that this one opened.
    func listen(to session: Session) {
        _ = session.on(DevTools.Runtime.BindingCalledEvent.self) { [book] event in
            guard event.name == Self.binding,
                let vitals = try? JSONDecoder().decode(DocumentVitals.self, from: Data(event.payload.utf8))
            else { return }
            book.update { $0.add(vitals) }
        }
    }

    /// What is switched on for it.
    static var calls: [Call] {
        [Call(DevTools.Runtime.AddBinding(name: binding, executionContextName: FrameWatch.worldName))]
    }
}

extension Page {
    /// The documents that the main frame has shown, in order, each with its vitals as far as they are known.
    package var vitals: [DocumentVitals] { vitalsWatch.book.read { $0.documents } }

    /// Asks the shown document for its vitals, which otherwise come a moment later.
    package func collectVitals() async {
        let _: Bool? = try? await ask("vitals", within: CallLimits.ping)
    }
}
