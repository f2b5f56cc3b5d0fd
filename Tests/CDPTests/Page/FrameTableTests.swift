import Testing

@testable import CDP

@Suite struct FrameTableTests {
    private let main = FrameID(rawValue: "M")
    private let child = FrameID(rawValue: "C")
    private let grandchild = FrameID(rawValue: "G")

    private func shop() -> FrameTable {
        var table = FrameTable()
        table.navigated(main, parent: nil, url: "http://a/", document: "1")
        table.attached(child, parent: main)
        table.navigated(child, parent: main, url: "http://a/c", document: "2")
        table.attached(grandchild, parent: child)
        return table
    }

    @Test("frames are listed parents first")
    func order() {
        #expect(shop().ordered.map(\.id) == [main, child, grandchild])
        #expect(FrameTable().ordered.isEmpty)
    }

    @Test("a milestone counts for the document it is of, also when it comes before the document is announced")
    func milestones() {
        var table = shop()
        table.reached("load", main, document: "1")
        #expect(table.mainFrame?.milestones == ["load"])
        table.reached("init", main, document: "9")
        #expect(table.mainFrame?.milestones == ["load"])
        table.navigated(main, parent: nil, url: "http://a/next", document: "9")
        #expect(table.mainFrame?.milestones == ["init"])
        #expect(table.documents == 2)
    }

    @Test("a document that is announced twice keeps what it has reached")
    func announcedTwice() {
        var table = shop()
        table.reached("load", main, document: "1")
        table.navigated(main, parent: nil, url: "http://a/", document: "1")
        #expect(table.mainFrame?.milestones == ["load"])
    }

    @Test("where a frame heads is known until it arrives, moves within its document, or stops")
    func heading() {
        var table = shop()
        table.heads(main, to: "http://a/next")
        #expect(table.mainFrame?.heading == "http://a/next")
        var arrived = table
        arrived.navigated(main, parent: nil, url: "http://a/next", document: "5")
        #expect(arrived.mainFrame?.heading == nil)
        var moved = table
        moved.movedWithin(main, url: "http://a/#x")
        #expect(moved.mainFrame?.heading == nil)
        #expect(moved.mainFrame?.url == "http://a/#x")
        #expect(moved.documents == 1)
        table.stopped(main)
        #expect(table.mainFrame?.heading == nil)
    }

    @Test("with a frame go its children")
    func detached() {
        var table = shop()
        table.detached(child)
        #expect(table.ordered.map(\.id) == [main])
        table.detached(child)
        #expect(table.frames.count == 1)
    }

    @Test("a new main frame takes the place of all others")
    func swapped() {
        var table = shop()
        table.navigated(FrameID(rawValue: "N"), parent: nil, url: "http://b/", document: "7")
        #expect(table.ordered.map(\.id.rawValue) == ["N"])
        #expect(table.frames.count == 1)
    }

    private let own = SessionID(rawValue: "own")
    private let other = SessionID(rawValue: "other")
    private let third = SessionID(rawValue: "third")

    /// A page whose child has a process of its own.
    private func isolated() -> FrameTable {
        var table = FrameTable()
        table.navigated(main, parent: nil, url: "http://a/", document: "1", session: own)
        table.attached(child, parent: main, session: own)
        table.swappedOut(child, session: own)
        table.navigated(child, parent: main, url: "http://b/", document: "2", session: other)
        return table
    }

    @Test("a frame that nobody takes over from a session that has ended is given up")
    func lost() {
        var table = isolated()
        let open = table.sessionEnded(other)
        #expect(open.map(\.id) == [child])
        #expect(table.frames[child]?.session == nil)
        for frame in open { table.drop(frame) }
        #expect(table.frames[child] == nil)
    }

    @Test("a frame that has come back and gone on since is not given up for having been lost before")
    func lostAgain() {
        var table = isolated()
        let open = table.sessionEnded(other)
        table.attached(child, parent: main, session: own)
        table.swappedOut(child, session: own)
        for frame in open { table.drop(frame) }
        #expect(table.frames[child] != nil)
    }

    @Test("a frame is not given up while a session is being set up for it, but when that ends too")
    func expected() {
        var table = isolated()
        table.expects(child, by: third)
        let open = table.sessionEnded(other)
        for frame in open { table.drop(frame) }
        #expect(table.frames[child] != nil)
        var arrived = table
        arrived.navigated(child, parent: main, url: "http://c/", document: "3", session: third)
        #expect(arrived.frames[child]?.session == third)
        for frame in table.sessionEnded(third) { table.drop(frame) }
        #expect(table.frames[child] == nil)
    }

    @Test("only who carries a frame or its parent can say that it was removed")
    func removed() {
        var table = isolated()
        table.detached(child, by: third)
        #expect(table.frames[child] != nil)
        var byParent = table
        byParent.detached(child, by: own)
        #expect(byParent.frames[child] == nil)
        table.detached(child, by: other)
        #expect(table.frames[child] == nil)
    }

    @Test("a world belongs to its frame until it is destroyed or all are cleared")
    func worlds() {
        var table = shop()
        table.worldCreated("w1", in: main)
        table.worldCreated("w2", in: child)
        table.worldDestroyed("w1")
        #expect(table.mainFrame?.world == nil)
        #expect(table.frames[child]?.world == "w2")
        table.worldsCleared()
        #expect(table.frames[child]?.world == nil)
    }

    @Test("a world may be announced before its frame")
    func earlyWorld() {
        var table = FrameTable()
        table.worldCreated("w", in: main)
        table.navigated(main, parent: nil, url: "http://a/", document: "1")
        #expect(table.mainFrame?.world == "w")
    }

    @Test("a crash is remembered")
    func crash() {
        var table = shop()
        #expect(!table.hasCrashed)
        table.crashed()
        #expect(table.hasCrashed)
    }
}
