import Synchronization

/// A file the page has offered for download.
package struct Download: Sendable, Equatable {
    package let id: String
    package let suggestedName: String
    package let url: String
    package var isComplete = false
    package var isCanceled = false
    package var bytes: Double = 0
    /// Where Chromium put it, named by its id.
    package var path: String?
}

/// Keeps what a context has downloaded; fed by events of the browser's own session.
final class Downloads: Sendable {
    let list = Observed<[Download]>([])
    private let begin = Mutex<(@Sendable (FrameID) -> Void)?>(nil)
    private let subscriptions = Mutex<[Subscription]>([])

    /// - Parameter owns: Whether a frame is one of the context's; the browser tells of all.
    init(root: Session, owns: @escaping @Sendable (FrameID) -> Bool) {
        let began = root.on(DevTools.Browser.DownloadWillBeginEvent.self) { [weak self] event in
            guard let self, owns(event.frameId) else { return }
            list.update {
                $0.append(Download(id: event.guid, suggestedName: event.suggestedFilename, url: event.url))
            }
            begin.withLock { $0 }?(event.frameId)
        }
        let moved = root.on(DevTools.Browser.DownloadProgressEvent.self) { [list] event in
            list.update { downloads in
                guard let index = downloads.firstIndex(where: { $0.id == event.guid }) else { return }
                downloads[index].bytes = event.receivedBytes
                downloads[index].isComplete = event.state.rawValue == "completed"
                downloads[index].isCanceled = event.state.rawValue == "canceled"
                downloads[index].path = event.filePath ?? downloads[index].path
            }
        }
        subscriptions.withLock { $0 = [began, moved] }
    }

    /// Says who is told which frame each download came from.
    func onBegin(_ body: @escaping @Sendable (FrameID) -> Void) { begin.withLock { $0 = body } }

    deinit { for subscription in subscriptions.withLock({ $0 }) { subscription.cancel() } }
}
