package typealias FrameID = DevTools.Page.FrameId

/// The frames of one page, what each shows, which session carries it, and whether it is on its way elsewhere.
///
/// Pure: events in, questions out.
package struct FrameTable: Sendable, Equatable {
    package struct Frame: Sendable, Equatable {
        package let id: FrameID
        package var parent: FrameID?
        package var url: String
        /// Which document the frame shows; a new one for each navigation that commits.
        package var document: String
        /// The session whose process draws the frame; nil while it moves from one process to another.
        package var session: SessionID?
        /// The session that has said it will carry the frame.
        fileprivate var awaited: SessionID?
        /// How often a session has lost the frame.
        fileprivate(set) var losses = 0
        /// Lifecycle milestones the shown document has passed, such as `DOMContentLoaded` and `load`.
        package var milestones: Set<String> = []
        /// The isolated world of ours in this document.
        package var world: String?
        /// The number by which DOM commands know that world; good only in the frame's session.
        package var context: Int?
        /// Where the frame was told to go and has not arrived yet.
        package var heading: String?
        /// Whether the frame's own process died, which leaves the rest of the page alive.
        package var hasCrashed = false

        fileprivate mutating func enter(_ world: String?, _ context: Int? = nil) {
            self.world = world
            self.context = context
        }
    }

    struct World: Sendable, Equatable {
        let id: String
        let context: Int
        let frame: FrameID
        let session: SessionID?
    }

    package private(set) var frames: [FrameID: Frame] = [:]
    package private(set) var main: FrameID?
    /// Set once the renderer of the main frame has died.
    package private(set) var hasCrashed = false
    /// Set once the page was closed.
    package private(set) var isClosed = false
    /// Counts the documents the main frame has shown.
    package private(set) var documents = 0
    /// Counts the main frame's moves within its documents.
    package private(set) var moves = 0
    /// Counts the frames whose own process died.
    package private(set) var crashedFrames = 0
    /// Milestones that came before their document was announced.
    private var early: [String: Set<String>] = [:]
    /// Worlds of documents that a session has begun and not yet shown.
    private var earlyWorlds: [World] = []
    /// Frames that are gone: what they have begun, such as a download, may be told of later.
    private var past: [FrameID] = []

    package init() {}

    package var mainFrame: Frame? { main.flatMap { frames[$0] } }

    /// The main frame first, then the others, parents before children.
    package var ordered: [Frame] {
        guard let main, let root = frames[main] else { return [] }
        if frames.count == 1 { return [root] }
        var list = [root]
        var at = 0
        while at < list.count {
            let parent = list[at].id
            list += frames.values.filter { $0.parent == parent }.sorted { $0.id.rawValue < $1.id.rawValue }
            at += 1
        }
        return list
    }

    /// Whether nothing more can come of the page.
    var isLost: Bool { hasCrashed || isClosed }

    /// Whether the frame is or was one of the page's.
    func knows(_ id: FrameID) -> Bool { frames[id] != nil || past.contains(id) }

    /// The frame and those around it, innermost first, the main frame last.
    func chain(of id: FrameID) -> [Frame] {
        var list: [Frame] = []
        var at = frames[id]
        while let frame = at, list.count < 100 {
            list.append(frame)
            at = frame.parent.flatMap { frames[$0] }
        }
        return list
    }

    // MARK: What the sessions say

    mutating func attached(_ id: FrameID, parent: FrameID?, session: SessionID? = nil) {
        guard let known = frames[id] else {
            frames[id] = Frame(id: id, parent: parent, url: "", document: "", session: session)
            return
        }
        guard known.session != session else { return }
        // It comes back from a process of its own.
        forgetChildren(of: id)
        var frame = Frame(
            id: id, parent: parent ?? known.parent, url: known.url, document: "", session: session)
        frame.losses = known.losses
        frames[id] = frame
    }

    /// The session was made for the frame and will tell of it.
    mutating func expects(_ id: FrameID, by session: SessionID) { frames[id]?.awaited = session }

    mutating func navigated(
        _ id: FrameID, parent: FrameID?, url: String, document: String, session: SessionID? = nil
    ) {
        if parent == nil {
            // Its world may have been announced before it.
            if main != id { frames = frames.filter { $0.key == id } }
            main = id
            documents += 1
        }
        var frame =
            frames[id] ?? Frame(id: id, parent: parent, url: url, document: document, session: session)
        // A document is announced again when its initial empty page is reused; its world and children stay.
        if frame.document != document {
            frame.milestones = early.removeValue(forKey: document) ?? []
            if !frame.document.isEmpty || frame.session != session { forgetChildren(of: id) }
        }
        if frame.session != session {
            frame.session = session
            frame.enter(nil)
        }
        if frame.awaited == session { frame.awaited = nil }
        if let world = earlyWorlds.last(where: { $0.frame == id && $0.session == session }) {
            frame.enter(world.id, world.context)
        }
        earlyWorlds.removeAll { $0.frame == id && $0.session == session }
        frame.parent = parent
        frame.url = url
        frame.document = document
        frame.heading = nil
        frame.hasCrashed = false
        frames[id] = frame
        early = early.filter { _ in early.count < 50 }
    }

    mutating func movedWithin(_ id: FrameID, url: String) {
        if id == main { moves += 1 }
        frames[id]?.url = url
        frames[id]?.heading = nil
    }

    /// The frame was removed from the page, says the session that carries it or its parent; one that it has left may not know.
    mutating func detached(_ id: FrameID, by session: SessionID? = nil) {
        guard let frame = frames[id] else { return }
        if let parent = frame.parent.flatMap({ frames[$0] }) {
            guard frame.session == session || parent.session == session else { return }
        }
        remove(id)
    }

    private mutating func remove(_ id: FrameID) {
        forgetChildren(of: id)
        guard frames.removeValue(forKey: id) != nil else { return }
        past.append(id)
        if past.count > 200 { past.removeFirst(100) }
    }

    /// The session lost the frame to another process, which may have announced it already.
    mutating func swappedOut(_ id: FrameID, session: SessionID?) {
        guard frames[id]?.session == session else { return }
        forgetChildren(of: id)
        frames[id]?.session = nil
        frames[id]?.losses += 1
        frames[id]?.enter(nil)
    }

    /// The session is over; its frames come back in another, or are gone.
    ///
    /// - Returns: Those for which it is not yet known.
    mutating func sessionEnded(_ session: SessionID) -> [LostFrame] {
        earlyWorlds.removeAll { $0.session == session }
        let own = frames.values.filter { $0.session == session }.map(\.id)
        let never = frames.values.filter { $0.session == nil && $0.awaited == session }.map(\.id)
        let roots = own.filter { id in frames[id]?.parent.map { !own.contains($0) } ?? true }
        for id in roots { swappedOut(id, session: session) }
        for frame in frames.values where frame.awaited == session { frames[frame.id]?.awaited = nil }
        return (roots + never).compactMap { id in
            frames[id].map { LostFrame(id: id, losses: $0.losses) }
        }
    }

    /// Whether no session has taken the frame over since, or will.
    func isStillLost(_ lost: LostFrame) -> Bool {
        guard let frame = frames[lost.id] else { return false }
        return frame.session == nil && frame.awaited == nil && frame.losses == lost.losses
    }

    /// Gives up a frame that no element shows any more, unless a session says otherwise.
    mutating func drop(_ lost: LostFrame) {
        if isStillLost(lost) { remove(lost.id) }
    }

    mutating func reached(_ milestone: String, _ id: FrameID, document: String) {
        if frames[id]?.document == document {
            frames[id]?.milestones.insert(milestone)
        } else {
            early[document, default: []].insert(milestone)
        }
    }

    mutating func heads(_ id: FrameID, to url: String) { frames[id]?.heading = url }

    mutating func stopped(_ id: FrameID) { frames[id]?.heading = nil }

    // MARK: Worlds

    mutating func worldCreated(
        _ world: String, context: Int = 0, in id: FrameID, session: SessionID? = nil
    ) {
        if frames[id] == nil { attached(id, parent: nil, session: session) }
        guard frames[id]?.session == session else {
            earlyWorlds.append(World(id: world, context: context, frame: id, session: session))
            if earlyWorlds.count > 200 { earlyWorlds.removeFirst(100) }
            return
        }
        frames[id]?.enter(world, context)
    }

    mutating func worldDestroyed(_ world: String) {
        earlyWorlds.removeAll { $0.id == world }
        for (id, frame) in frames where frame.world == world {
            frames[id]?.enter(nil)
        }
    }

    mutating func worldsCleared(session: SessionID? = nil) {
        earlyWorlds.removeAll { $0.session == session }
        for (id, frame) in frames where frame.session == session {
            frames[id]?.enter(nil)
        }
    }

    /// The process of the session died.
    mutating func crashed(session: SessionID? = nil) {
        guard let main, let root = frames[main], root.session != session else {
            hasCrashed = true
            return
        }
        for frame in frames.values where frame.session == session {
            guard frames[frame.id] != nil else { continue }
            forgetChildren(of: frame.id)
            frames[frame.id]?.hasCrashed = true
            frames[frame.id]?.enter(nil)
            crashedFrames += 1
        }
    }

    mutating func closed() { isClosed = true }

    private mutating func forgetChildren(of id: FrameID) {
        for child in frames.values where child.parent == id { remove(child.id) }
    }
}
