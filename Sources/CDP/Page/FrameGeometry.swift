import Synchronization

/// The elements that show frames, as far as they were asked for: a frame stays with its element all its life.
final class FrameOwners: Sendable {
    private struct Owner {
        let world: String
        let element: DevTools.Runtime.RemoteObjectId
    }

    private let owners = Mutex<[FrameID: Owner]>([:])

    func known(_ frame: FrameID, in world: String) -> DevTools.Runtime.RemoteObjectId? {
        owners.withLock { $0[frame].flatMap { $0.world == world ? $0.element : nil } }
    }

    func keep(_ element: DevTools.Runtime.RemoteObjectId, of frame: FrameID, in world: String) {
        owners.withLock { owners in
            if owners.count > 200 { owners = [:] }
            owners[frame] = Owner(world: world, element: element)
        }
    }
}

extension Page {
    /// How the frame's viewport is drawn onto the page's.
    func projection(of frame: FrameID) async throws -> Projection {
        let chain = frameWatch.table.read { $0.chain(of: frame) }
        guard !chain.isEmpty else { throw CDPError(.frameGone, "locate", "it was removed from the page") }
        var whole = Projection.identity
        var at = 0
        // A session tells where its frames lie in its own outermost frame, all those between included.
        while at + 1 < chain.count {
            whole = whole.then(try await step(from: chain[at]))
            let carrier = chain[at + 1].session
            at += 1
            while at + 1 < chain.count, chain[at + 1].session == carrier { at += 1 }
        }
        return whole
    }

    /// From a frame to the outermost frame that the session of its parent carries.
    private func step(from frame: FrameTable.Frame) async throws -> Projection {
        let (owner, place) = try await owner(of: frame.id)
        let box = try await send(DevTools.DOM.GetBoxModel(objectId: owner), at: place).model
        guard box.content.count == 8, box.border.count == 8 else {
            throw CDPError(.unreadable, "DOM.getBoxModel", "no content box")
        }
        if box.isPlain { return .shift(x: box.content[0], y: box.content[1]) }
        struct Size: Decodable, Sendable {
            let w: Double
            let h: Double
        }
        let size: Size = try await ask("frameSize", in: frame.id)
        guard let drawn = Projection(width: size.w, height: size.h, to: box.content) else {
            throw ActionError(.invisible, "the frame of the element is drawn without any area")
        }
        return drawn
    }

    /// Brings the frame's element itself into view when it lies outside, through every document around it.
    func reveal(_ frame: FrameID) async throws {
        guard frame != frameWatch.table.read({ $0.main }) else { return }
        let chain = frameWatch.table.read { $0.chain(of: frame) }
        for (frame, around) in zip(chain, chain.dropFirst()) {
            let (owner, place) = try await owner(of: frame.id)
            try await send(DevTools.DOM.ScrollIntoViewIfNeeded(objectId: owner), at: place)
            // Within a session it goes all the way up.
            if around.session == session.id { return }
        }
    }

    /// The element that shows the frame, in the document around it.
    private func owner(of frame: FrameID) async throws -> (DevTools.Runtime.RemoteObjectId, FramePlace) {
        guard let parent = frameWatch.table.read({ $0.frames[frame]?.parent }) else {
            throw CDPError(.frameGone, "locate", "it was removed from the page")
        }
        let place = try await place(of: parent)
        if let known = owners.known(frame, in: place.world) { return (known, place) }
        do {
            let node = try await send(DevTools.DOM.GetFrameOwner(frameId: frame), at: place).backendNodeId
            let resolve = DevTools.DOM.ResolveNode(backendNodeId: node, executionContextId: place.context)
            guard let element = try await send(resolve, at: place).object.objectId else {
                throw CDPError(.frameGone, "locate", "it has no element")
            }
            owners.keep(element, of: frame, in: place.world)
            return (element, place)
        } catch let error as CDPError where error.code == .refused(-32000) {
            throw CDPError(.frameGone, error.method, error.detail)
        }
    }

    /// What covers the frame at a point of the page, or nil when the frame itself lies there.
    func cover(of frame: FrameID, at point: CSSPoint) async throws -> String? {
        guard let parent = frameWatch.table.read({ $0.frames[frame]?.parent }) else { return nil }
        let inside = try await projection(of: parent).inverse?(point) ?? point
        let (owner, place) = try await owner(of: frame)
        let check = DevTools.Runtime.CallFunctionOn(
            functionDeclaration: "function(x, y) { return __perceo.frameAt(x, y, this) }", objectId: owner,
            arguments: [.init(value: .number(inside.x)), .init(value: .number(inside.y))],
            returnByValue: true)
        let hit = try await send(check, at: place).result.value?.string ?? "nothing"
        if !hit.isEmpty { return hit }
        return try await cover(of: parent, at: point)
    }
}

extension DevTools.DOM.BoxModel {
    /// Whether the box is drawn as it was laid out: neither scaled nor turned.
    fileprivate var isPlain: Bool {
        let (left, top, right, bottom) = (border[0], border[1], border[4], border[5])
        let isUpright =
            abs(border[3] - top) < 0.01 && abs(border[2] - right) < 0.01 && abs(border[6] - left) < 0.01
            && abs(border[7] - bottom) < 0.01
        // Sizes are told in whole pixels.
        return isUpright && abs(right - left - Double(width)) < 1 && abs(bottom - top - Double(height)) < 1
    }
}
