import Flows
import Foundation
import PerceoTestKit
import Synchronization
import Testing

@testable import CDP
@testable import Runner

/// A setup flow is played once, and once more when what it left has run out.
@Suite struct SetupExpiryTests {
    @Test func `a login that has run out is made anew, once for all who wait`() async throws {
        let flows = try await withTemporaryFolder { folder in
            try Data("name: Sign in\nsteps:\n  - {name: a, actions: [{type: reload}]}\n".utf8)
                .write(to: folder.appending(path: "sign-in.yaml"))
            try Data("name: Buy\nsetup: [Sign in]\nsteps:\n  - {name: a, actions: [{type: reload}]}\n".utf8)
                .write(to: folder.appending(path: "buy.yaml"))
            return try FlowFiles.load(folder: folder.path, environment: [:], project: folder.path)
        }
        let buy = try #require(flows.first { $0.name == "Buy" })
        let clock = Mutex(Date(timeIntervalSince1970: 1_000_000))
        let now: @Sendable () -> Date = { clock.withLock { $0 } }
        let plays = Mutex(0)
        let setups = SetupFlows(flows, now: now) { flow, _ in
            plays.withLock { $0 += 1 }
            let cookie = DevTools.Network.CookieParam(
                name: "login", value: "", httpOnly: true, expires: now().timeIntervalSince1970 + 60)
            return FlowRunner.Verdict(
                record: FlowRecord(
                    id: "1", name: flow.name, slug: "s", file: "f", status: .passed, startedAt: now()),
                endState: StorageState(cookies: [cookie], origins: [:], savedAt: now()), notices: [])
        }
        _ = try await setups.state(for: buy)
        _ = try await setups.state(for: buy)
        #expect(plays.withLock { $0 } == 1)
        clock.withLock { $0 += 58 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await setups.state(for: buy) } }
            try await group.waitForAll()
        }
        #expect(plays.withLock { $0 } == 2)
    }
}
