extension Page {
    /// Gives files to what the element stands for, however it takes them.
    ///
    /// A file input that it is, labels or holds gets them, hidden or not. Else what is made to be pressed is pressed, and
    /// the chooser that opens is answered; other elements get the files dropped on them when they take a drag of files.
    /// Each falls back on the other.
    package func upload(_ paths: [String], to element: ElementRef, within limit: Duration) async throws {
        if let input = try await handle(element.number, in: element.frame, through: "fileInput") {
            let takesSeveral: Bool = try await ask(
                "takesSeveral", [String(element.number)], in: element.frame)
            guard paths.count < 2 || takesSeveral else {
                throw ActionError(.noFileInput, "the file input takes one file, not \(paths.count)")
            }
            try await give(paths, input, element.frame)
            return
        }
        struct Drop: Decodable, Sendable {
            let takes: Bool
            let isPress: Bool
        }
        let drop: Drop = try await ask("takesDrop", [String(element.number)], in: element.frame)
        if drop.takes, !drop.isPress {
            try await self.drop(paths, on: element, limit)
        } else if try await uploadThroughChooser(paths, element, limit) {
            return
        } else if drop.takes {
            try await self.drop(paths, on: element, limit)
        } else {
            throw ActionError(.noFileInput, "no file input belongs to the element")
        }
    }

    private func give(
        _ paths: [String], _ input: DevTools.Runtime.RemoteObjectId, _ frame: FrameID
    ) async throws {
        let place = try await place(of: frame)
        try await send(DevTools.DOM.SetFileInputFiles(files: paths, objectId: input), at: place)
    }

    /// Presses the element and answers the file chooser it opens; false when it opens none.
    private func uploadThroughChooser(
        _ paths: [String], _ element: ElementRef, _ limit: Duration
    ) async throws -> Bool {
        let opened = Promise<DevTools.DOM.BackendNodeId?>()
        let place = try await place(of: element.frame)
        let listening = place.session.on(DevTools.Page.FileChooserOpenedEvent.self) {
            opened.fulfil($0.backendNodeId)
        }
        defer { listening.cancel() }
        try await send(DevTools.Page.SetInterceptFileChooserDialog(enabled: true), at: place)
        _ = try await click(element, within: limit)
        let node = try await opened.value(within: Self.chooserPatience)
        try await send(DevTools.Page.SetInterceptFileChooserDialog(enabled: false), at: place)
        guard let node, let node else { return false }
        try await send(DevTools.DOM.SetFileInputFiles(files: paths, backendNodeId: node), at: place)
        return true
    }

    /// Choosers open with the press; some pages ask their server first.
    private static let chooserPatience = Duration.seconds(1)

    /// Drops files as a file manager would; they reach the page through an input that is never in it.
    private func drop(_ paths: [String], on element: ElementRef, _ limit: Duration) async throws {
        _ = try await ready(element, for: .hover, within: limit)
        guard let hand = try await handle(element.number, in: element.frame, through: "filesInHand") else {
            throw ActionError(.noFileInput, "the page makes no file input")
        }
        try await give(paths, hand, element.frame)
        let isTaken: Bool = try await ask("drop", [String(element.number)], in: element.frame)
        guard isTaken else {
            throw ActionError(.notAccepted, "the element does not take the files that are dropped on it")
        }
    }
}
