import CDP
import Models

/// A page at one moment, as a model is shown it.
struct Sight: Sendable {
    let observation: Observation
    let image: ModelImage
    let map: CoordinateMap
    let fingerprint: PageFingerprint
    /// What had happened by then; tells what an action has brought.
    let documents: Int
    let dialogs: Int
    let tabs: Int
    let console: Int

    /// Whether what comes later is about another page: nothing that was planned on this one may go on.
    func isLeft(for later: Sight) -> Bool {
        documents != later.documents || dialogs != later.dialogs
            || observation.url.path != later.observation.url.path
    }
}

extension String {
    /// An address without what stands behind `#` or `?`.
    fileprivate var path: Substring { prefix { $0 != "#" && $0 != "?" } }
}
