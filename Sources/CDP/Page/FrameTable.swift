package typealias FrameID = DevTools.Page.FrameId

/// The frames of one page, what each shows, and whether one is on its way elsewhere.
///
/// Pure: events in, questions out.
package struct FrameTable: Sendable, Equatable {
    package struct Frame: Sendable, Equatable {
        package let id: FrameID
        package var parent: FrameID?
        package var url: String
        /// Which document the frame shows; a new one for each navigation that commits.
        package var document: String
        /// Lifecycle milestones the shown document has passed, such as `DOMContentLoaded` and `load`.
        package var milestones: Set<String> = []
        /// The isolated world of ours in this document.
        package var world: String?
        /// Where the frame was told to go and has not arrived yet.
        package var heading: String?
    }

    package private(set) var frames: [FrameID: Frame] = [:]
    package private(set) var main: FrameID?
    /// Set once the renderer has died.
    package private(set) var hasCrashed = false
    /// Counts the documents the main frame has shown.
    package private(set) var documents = 0
    /// Counts the main frame's moves within its documents.
    package private(set) var moves = 0
    /// Milestones that came before their document was announced.
    private var early: [String: Set<String>] = [:]

    package init() {}

    package var mainFrame: Frame? { main.flatMap { frames[$0] } }

    /// The main frame first, then the others, parents before children.
    package var ordered: [Frame] {
        guard let main, let root = frames[main] else { return [] }
        var list = [root]
        var at = 0
        while at < list.count {
            let parent = list[at].id
            list += frames.values.filter { $0.parent == parent }.sorted { $0.id.rawValue < $1.id.rawValue }
            at += 1
        }
        return list
    }

    mutating func attached(_ id: FrameID, parent: FrameID?) {
        guard frames[id] == nil else { return }
        frames[id] = Frame(id: id, parent: parent, url: "", document: "")
    }

    mutating func navigated(_ id: FrameID, parent: FrameID?, url: String, document: String) {
        if parent == nil {
            // Its world may have been announced before it.
            if main != id { frames = frames.filter { $0.key == id } }
            main = id
            documents += 1
        }
        var frame = frames[id] ?? Frame(id: id, parent: parent, url: url, document: document)
        // A document is announced again when its initial empty page is reused; its world stays.
        if frame.document != document { frame.milestones = early.removeValue(forKey: document) ?? [] }
        frame.parent = parent
        frame.url = url
        frame.document = document
        frame.heading = nil
        frames[id] = frame
        early = early.filter { _ in early.count < 50 }
    }

    mutating func movedWithin(_ id: FrameID, url: String) {
        if id == main { moves += 1 }
        frames[id]?.url = url
        frames[id]?.heading = nil
    }

    mutating func detached(_ id: FrameID) {
        for child in frames.values where child.parent == id { detached(child.id) }
        frames[id] = nil
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

    mutating func worldCreated(_ world: String, in id: FrameID) {
        if frames[id] == nil { attached(id, parent: nil) }
        frames[id]?.world = world
    }

    mutating func worldDestroyed(_ world: String) {
        for (id, frame) in frames where frame.world == world { frames[id]?.world = nil }
    }

    mutating func worldsCleared() {
        for id in frames.keys { frames[id]?.world = nil }
    }

    mutating func crashed() { hasCrashed = true }
}
