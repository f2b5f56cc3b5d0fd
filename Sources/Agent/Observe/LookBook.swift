import CDP
import Synchronization

/// Remembers the last look at a page, so that a page that has not changed since need not be looked at again.
///
/// Whether it has changed only the page can tell: it is asked with the number of the look.
package final class LookBook: Sendable {
    struct Frame: Sendable {
        let number: Int
        let scan: PageScan
    }

    struct Look: Sendable {
        let page: ObjectIdentifier
        var frames: [FrameID: Frame] = [:]
        var observation: Observation?
    }

    /// A page may be looked at by several agents, one after the other.
    private static let lastNumber = Atomic(0)

    /// What the looks have read.
    let texts = TextBook()
    private let last = Mutex<Look?>(nil)

    package init() {}

    static func nextNumber() -> Int { lastNumber.add(1, ordering: .relaxed).newValue }

    func look(at page: Page) -> Look? {
        last.withLock { $0?.page == ObjectIdentifier(page) ? $0 : nil }
    }

    /// The page as it was seen last, whichever tab that was.
    var latest: Observation? { last.withLock { $0?.observation } }

    func keep(_ look: Look) { last.withLock { $0 = look } }
}
