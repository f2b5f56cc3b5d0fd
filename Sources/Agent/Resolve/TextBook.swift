import Synchronization

/// The forms of texts that were compared before: a page says mostly the same from one look to the next.
package final class TextBook: Sendable {
    private let known = Mutex<[String: NormalText]>([:])
    /// A page that makes up texts without end must not fill the memory.
    private static let most = 20_000

    package init() {}

    func normal(_ text: String) -> NormalText {
        known.withLock { known in
            if let normal = known[text] { return normal }
            if known.count >= Self.most { known = [:] }
            let normal = NormalText(text)
            known[text] = normal
            return normal
        }
    }
}
