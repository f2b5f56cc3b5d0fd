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
    private let subscriptions: [Subscription]

    init(root: Session, owns: @escaping @Sendable (FrameID) -> Bool) {
        let list = list
        subscriptions = [
            root.on(DevTools.Browser.DownloadWillBeginEvent.self) { event in
                guard owns(event.frameId) else { return }
                list.update {
                    $0.append(
                        Download(id: event.guid, suggestedName: event.suggestedFilename, url: event.url))
                }
            },
            root.on(DevTools.Browser.DownloadProgressEvent.self) { event in
                list.update { downloads in
                    guard let index = downloads.firstIndex(where: { $0.id == event.guid }) else { return }
                    downloads[index].bytes = event.receivedBytes
                    downloads[index].isComplete = event.state.rawValue == "completed"
                    downloads[index].isCanceled = event.state.rawValue == "canceled"
                    downloads[index].path = event.filePath ?? downloads[index].path
                }
            },
        ]
    }

    deinit { for subscription in subscriptions { subscription.cancel() } }
}
