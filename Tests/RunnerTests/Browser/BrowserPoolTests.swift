import Agent
import CDP
import Foundation
import Glibc
import PerceoTestKit
import Synchronization
import Testing

@testable import Runner

/// The pool with real browsers, its limits so low that they are reached at once.
@Suite(.serialized, .timeLimit(.minutes(2))) struct BrowserPoolTests {
    /// Lends a pool and a site, and checks that no process and no file of the pool stays behind.
    private func withPool<R>(
        _ limits: PoolPlan.Limits = .init(), _ body: (BrowserPool, FixtureSite) async throws -> R
    ) async throws -> R {
        try await withTemporaryFolder { folder in
            var options = BrowserOptions()
            options.scratchRoot = folder.path
            let pool = BrowserPool(
                options: options, loop: try SharedBrowser.loop, log: SharedBrowser.log, limits: limits,
                admission: AdmissionPlan(bytesPerFlow: 0, reserve: 0))
            let result = try await FixtureSite.with { site in
                site.page("/", "<p>hello")
                return try await pool.kept { try await body(pool, site) }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
            return result
        }
    }

    private let kind = PageKind(options: PageOptions())

    /// Plays a flow that only looks at a page; returns the process of its browser.
    private func visit(_ pool: BrowserPool, _ site: FixtureSite) async throws -> Int32? {
        try await pool.withPage(kind) { lease in
            try? await lease.page.open("/", on: site)
            #expect((try? await lease.page.script("document.body.innerText")) == "hello")
            return lease.browser.process.processID
        }
    }

    @Test func `a browser that has had its contexts is followed by another, and no flow is lost`()
        async throws
    {
        var limits = PoolPlan.Limits()
        limits.contexts = 3
        try await withPool(limits) { pool, site in
            var processes: Set<Int32> = []
            var visits = 0
            // The next one takes over when it has started, however many are played until then.
            while processes.count < 3 {
                processes.insert(try #require(try await visit(pool, site)))
                visits += 1
            }
            let (facts, faults) = await pool.balance()
            #expect(facts.recycled >= 2)
            #expect(facts.browsers >= facts.recycled + 1)
            #expect(facts.contexts >= visits)
            #expect(visits >= 3 * 2 + 1)
            #expect(facts.leakedContexts == 0 && facts.leakedPages == 0)
            #expect(faults.isEmpty)
        }
    }

    @Test func `a flow in a browser that is followed by another plays to its end there`() async throws {
        var limits = PoolPlan.Limits()
        limits.contexts = 2
        try await withPool(limits) { pool, site in
            let first = try await pool.withPage(kind) { lease -> Browser in
                try? await lease.page.open("/", on: site)
                for _ in 0..<5 { _ = try? await visit(pool, site) }
                #expect((try? await lease.page.script("document.body.innerText")) == "hello")
                #expect(lease.browser.deathReason == nil)
                return lease.browser
            }
            // It was only waited for.
            #expect(await first.process.isGone(within: .seconds(10)))
            #expect(await pool.balance().0.recycled >= 1)
        }
    }

    @Test func `a browser that takes more memory than it may is followed by another`() async throws {
        var limits = PoolPlan.Limits()
        limits.bytes = 1
        limits.fewestContexts = 2
        try await withPool(limits) { pool, site in
            let first = try await visit(pool, site)
            #expect(try await visit(pool, site) == first)
            await pool.look(weighs: true)
            let (facts, _) = await pool.balance()
            #expect(facts.recycled == 1)
            #expect(facts.peakBytes > 10 << 20)
            #expect(try await visit(pool, site) != first)
        }
    }

    @Test func `a browser that was stopped while flows play is ended, counted once, and followed by another`()
        async throws
    {
        try await withPool { pool, site in
            let playing = Observed(0)
            let codes = try await withThrowingTaskGroup(of: CDPError.Code?.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        try await pool.withPage(kind) { lease in
                            try? await lease.page.open("/", on: site)
                            playing.update { $0 += 1 }
                            do {
                                _ = try await playing.wait { $0 == 2 ? true : nil }
                                if let id = lease.browser.process.processID { Glibc.kill(id, SIGSTOP) }
                                _ = try await lease.page.script("new Promise(() => {})")
                                return nil
                            } catch {
                                return (error as? CDPError)?.code
                            }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.allSatisfy { $0 == .closed || $0 == .timedOut }, "\(codes)")
            _ = try await visit(pool, site)
            let (facts, faults) = await pool.balance()
            #expect(faults == FaultCounts([.browserHang]))
            #expect(facts.browsers == 2)
        }
    }

    private final class Trace: Sendable {
        private struct State { weak var page: Page? }
        private let state = Mutex(State())
        var isLeft: Bool { state.withLock { $0.page != nil } }
        func follow(_ page: Page) { state.withLock { $0.page = page } }
    }

    @Test func `the pages of a browser that was killed are forgotten, those made in advance too`()
        async throws
    {
        try await withPool { pool, _ in
            await pool.expect(Array(repeating: kind, count: 20), width: 1)
            let (lent, spare) = (Trace(), Trace())
            try await pool.withPage(kind) { lease in
                lent.follow(lease.page)
                try? await eventually(within: .seconds(20), "a page is made in advance") {
                    await !pool.ready.isEmpty
                }
                if let page = await pool.ready.first?.lease.page { spare.follow(page) }
                if let id = lease.browser.process.processID { Glibc.kill(id, SIGKILL) }
            }
            try await eventually(within: .seconds(20), "both are forgotten") { !lent.isLeft && !spare.isLeft }
        }
    }

    @Test func `a process that draws and is lost is counted while its browser goes on`() async throws {
        try await withPool { pool, site in
            let first = try await visit(pool, site)
            await pool.look(weighs: false)
            let browser = try await pool.withPage(kind) { $0.browser }
            let processes = try await browser.root.send(DevTools.SystemInfo.GetProcessInfo()).processInfo
            let drawing = try #require(processes.first { $0.type == "GPU" }?.id)
            Glibc.kill(Int32(drawing), SIGKILL)
            #expect(try await visit(pool, site) == first)
            #expect(await pool.balance().1 == FaultCounts([.gpuLoss]))
        }
    }

    // MARK: The state of setup flows

    private func state(_ site: FixtureSite, _ who: String) -> StorageState {
        let database: JSONValue = [
            "name": "db", "version": 1,
            "stores": [
                [
                    "name": "s", "keyPath": .null, "autoIncrement": false, "indexes": [],
                    "records": [["who", .string(who)]],
                ]
            ],
        ]
        return StorageState(
            cookies: [DevTools.Network.CookieParam(name: "who", value: who, url: site.origin)],
            origins: [site.origin: .init(local: ["who": who], databases: [database])])
    }

    private static let whoIsIt = """
        new Promise((done) => {
          const opening = indexedDB.open('db');
          opening.onsuccess = () => {
            const asked = opening.result.transaction('s').objectStore('s').get('who');
            asked.onsuccess = () => { opening.result.close(); done([document.cookie, localStorage.who, asked.result].join()) };
          };
        })
        """

    /// Plays a flow that starts from a state; returns who it says is there, and what was waited for.
    private func play(
        _ pool: BrowserPool, _ site: FixtureSite, _ state: StorageState
    ) async throws -> (who: JSONValue?, causes: [String]) {
        let kind = PageKind(options: PageOptions(), setups: ["Sign in"])
        return try await pool.withPage(kind, in: state) { lease in
            try? await lease.page.open("/", on: site)
            return (try? await lease.page.script(Self.whoIsIt), lease.waits.causes)
        }
    }

    @Test func `pages are given the state of setup flows in advance, and the newest one`() async throws {
        try await withPool { pool, site in
            let kind = PageKind(options: PageOptions(), setups: ["Sign in"])
            _ = try await pool.browser()
            await pool.expect(Array(repeating: kind, count: 4), width: 1)
            let ada = state(site, "ada")
            await pool.learn(ada, of: ["Sign in"])
            await pool.rest()
            var played = try await play(pool, site, ada)
            #expect(played.who == "who=ada,ada,ada")
            #expect(!played.causes.contains("the state of its setup flows"))
            await pool.rest()
            // Played again since, because it had run out.
            let bob = state(site, "bob")
            played = try await play(pool, site, bob)
            #expect(played.who == "who=bob,bob,bob")
            await pool.rest()
            played = try await play(pool, site, bob)
            #expect(played.who == "who=bob,bob,bob")
            #expect(!played.causes.contains("the state of its setup flows"))
            #expect(await pool.balance().0.leakedContexts == 0)
        }
    }

    @Test func `a page that nobody foresaw gets its state when it is lent`() async throws {
        try await withPool { pool, site in
            let played = try await play(pool, site, state(site, "ada"))
            #expect(played.who == "who=ada,ada,ada")
            #expect(played.causes.contains("the state of its setup flows"))
        }
    }
}

extension BrowserPool {
    /// Waits until all that was ordered is done.
    fileprivate func rest() async {
        try? await within(.seconds(20), "the pool's work") { [open] in
            try await open.wait { $0 == 0 ? () : nil }
        }
    }
}
