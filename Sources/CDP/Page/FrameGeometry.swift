extension Page {
    /// Where the frame's own top left corner lies in the page's viewport.
    func origin(of frame: FrameID) async throws -> CSSPoint {
        guard frame != frameWatch.table.read({ $0.main }) else { return CSSPoint(x: 0, y: 0) }
        let box = try await session.send(DevTools.DOM.GetBoxModel(backendNodeId: owner(of: frame)))
        guard box.model.content.count >= 2 else {
            throw CDPError(.unreadable, "DOM.getBoxModel", "no content box")
        }
        return CSSPoint(x: box.model.content[0], y: box.model.content[1])
    }

    /// Brings the frame's element itself into view when it lies outside.
    func reveal(_ frame: FrameID) async throws {
        guard frame != frameWatch.table.read({ $0.main }) else { return }
        try await session.send(DevTools.DOM.ScrollIntoViewIfNeeded(backendNodeId: owner(of: frame)))
    }

    /// The element that shows the frame.
    private func owner(of frame: FrameID) async throws -> DevTools.DOM.BackendNodeId {
        do {
            return try await session.send(DevTools.DOM.GetFrameOwner(frameId: frame)).backendNodeId
        } catch let error as CDPError where error.code == .refused(-32000) {
            throw CDPError(.frameGone, error.method, error.detail)
        }
    }

    /// What covers the frame at a point of the page, or nil when the frame itself lies there.
    func cover(of frame: FrameID, at point: CSSPoint) async throws -> String? {
        let parent = frameWatch.table.read { $0.frames[frame]?.parent }
        guard let parent else { return nil }
        let origin = try await origin(of: parent)
        let arguments = [argument(point.x - origin.x), argument(point.y - origin.y)]
        let hit: String = try await ask("frameAt", arguments, in: parent)
        if !hit.isEmpty { return hit }
        return try await cover(of: parent, at: point)
    }
}
