import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    @Suite struct LaunchTests {
        private func launch(_ options: BrowserOptions) async throws -> Browser {
            try await Browser.launch(options, loop: SharedBrowser.loop, log: SharedBrowser.log)
        }

        /// A program that stands in for Chromium.
        private func program(_ script: String, in folder: URL) throws -> String {
            let path = folder.appending(path: "chromium").path
            let isMade = FileManager.default.createFile(
                atPath: path, contents: Data("#!/bin/sh\n\(script)\n".utf8),
                attributes: [.posixPermissions: 0o755])
            try #require(isMade)
            return path
        }

        /// Launches `script` as the browser and returns why that failed; no scratch folder may stay behind.
        private func failure(of script: String, within limit: Duration = .seconds(20)) async throws
            -> CDPError
        {
            try await withTemporaryFolder { folder in
                var options = BrowserOptions()
                options.path = try program(script, in: folder)
                options.startLimit = limit
                options.scratchRoot = folder.appending(path: "scratch").path
                let error = await #expect(throws: CDPError.self) { try await launch(options) }
                let left = try? FileManager.default.contentsOfDirectory(atPath: options.scratchRoot)
                #expect(left?.isEmpty == true)
                return try #require(error)
            }
        }

        @Test("a browser starts, says what it is and how it runs, and leaves nothing behind when closed")
        func launch() async throws {
            try await withTemporaryFolder { folder in
                var options = BrowserOptions()
                options.scratchRoot = folder.path
                let browser = try await launch(options)
                #expect(browser.product.contains("Chrome/"))
                #expect(browser.notices.isEmpty == (HostFacts.sandboxObstacle == nil))
                #expect(browser.deathReason == nil)
                #expect(await browser.isAlive())
                let id = try #require(browser.process.processID)
                #expect(ProcessStart.ticks(of: id) != nil)
                await browser.close()
                #expect(browser.deathReason != nil)
                #expect(ProcessStart.ticks(of: id) == nil)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
                await browser.close()
            }
        }

        @Test("a browser that is not there is named")
        func missing() async {
            var options = BrowserOptions()
            options.path = "/nowhere/chromium"
            let error = await #expect(throws: CDPError.self) { try await launch(options) }
            #expect(error?.code == .launch)
            #expect(error?.detail == "/nowhere/chromium is not an executable file")
        }

        @Test("a browser that ends at once is reported with its last words")
        func endsAtOnce() async throws {
            let error = try await failure(of: "echo no such display; echo dbus noise; exit 7")
            #expect(error.code == .launch)
            #expect(error.detail.contains("no such display"))
            #expect(error.detail.contains("7"))
            #expect(!error.detail.contains("dbus"))
        }

        @Test("a browser that never says where it listens is given up after the limit, and ended")
        func neverAnnounces() async throws {
            let start = ContinuousClock.now
            let error = try await failure(
                of: "echo starting up; while :; do sleep 1; done", within: .milliseconds(300))
            #expect(error.code == .launch)
            #expect(error.detail.contains("took longer than 0.3 s"))
            #expect(error.detail.contains("starting up"))
            #expect(.now - start < .seconds(5))
        }

        @Test("a browser that announces an address where nobody answers is given up")
        func wrongAddress() async throws {
            await #expect(throws: (any Error).self) {
                try await withTemporaryFolder { folder in
                    var options = BrowserOptions()
                    options.path = try program(
                        "echo DevTools listening on ws://127.0.0.1:9/devtools/browser/x; while :; do sleep 1; done",
                        in: folder)
                    options.scratchRoot = folder.path
                    _ = try await launch(options)
                }
            }
        }

        @Test("where no profile can be made, that is said before anything starts")
        func unwritableScratch() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "file").path
                #expect(FileManager.default.createFile(atPath: file, contents: nil))
                var options = BrowserOptions()
                options.scratchRoot = file
                let error = await #expect(throws: CDPError.self) { try await launch(options) }
                #expect(error?.code == .launch)
                #expect(error?.method.hasPrefix("make \(file)") == true)
            }
        }

        @Test("a launch that is cancelled leaves neither process nor folder")
        func cancelled() async throws {
            try await withTemporaryFolder { folder in
                var options = BrowserOptions()
                options.path = try program(
                    "echo $$ > \(folder.path)/pid; while :; do sleep 1; done", in: folder)
                options.scratchRoot = folder.appending(path: "scratch").path
                let pid = folder.appending(path: "pid")
                await withThrowingTaskGroup(of: Void.self) { [options] group in
                    group.addTask { _ = try await launch(options) }
                    while (try? String(contentsOf: pid, encoding: .utf8))?.hasSuffix("\n") != true {
                        await Task.yield()
                    }
                    group.cancelAll()
                    await #expect(throws: CancellationError.self) { try await group.next() }
                }
                let text = try String(contentsOf: pid, encoding: .utf8)
                let id = try #require(Int32(text.trimmingCharacters(in: .newlines)))
                #expect(ProcessStart.ticks(of: id) == nil)
                #expect(try FileManager.default.contentsOfDirectory(atPath: options.scratchRoot).isEmpty)
            }
        }
    }
}
