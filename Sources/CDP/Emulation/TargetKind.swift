/// What a DevTools session speaks to.
package enum TargetKind: Sendable, Equatable {
    /// A tab, be it one that we opened or one that a page did.
    case page
    /// A frame that has a process of its own.
    case frame
    case worker
    case sharedWorker
    case serviceWorker

    var isWorker: Bool { self != .page && self != .frame }
}
