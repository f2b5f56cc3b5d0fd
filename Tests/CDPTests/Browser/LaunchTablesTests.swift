import Foundation
import Glibc
import PerceoTestKit
import Testing

@testable import CDP

@Suite struct LaunchSwitchesTests {
    private let shell = BrowserExecutable(path: "/x/headless", kind: .headlessShell)
    private let full = BrowserExecutable(path: "/x/chromium", kind: .chromium)

    @Test("features the user wants are merged into ours, for only the last list counts")
    func merge() {
        var switches = LaunchSwitches()
        switches.extra = [
            "--enable-features=A,B", "--lang=de", "--enable-features=C", "--disable-features=D",
        ]
        let list = switches.arguments(for: shell, profile: "/p")
        #expect(
            list.filter { $0.hasPrefix("--enable-features=") } == [
                "--enable-features=CDPScreenshotNewSurface,A,B,C"
            ])
        let disabled = list.filter { $0.hasPrefix("--disable-features=") }
        #expect(disabled.count == 1)
        #expect(disabled.first?.hasPrefix("--disable-features=HttpsUpgrades,") == true)
        #expect(disabled.first?.hasSuffix(",D") == true)
        #expect(list.last == "--lang=de")
    }

    @Test("without extras both lists are ours alone, and no switch comes twice")
    func plain() {
        let list = LaunchSwitches().arguments(for: shell, profile: "/p")
        #expect(list.contains("--enable-features=CDPScreenshotNewSurface"))
        let names = list.map { $0.split(separator: "=").first.map(String.init) ?? $0 }
        #expect(Set(names).count == names.count)
        #expect(list.contains("--user-data-dir=/p"))
        #expect(list.contains("--remote-debugging-pipe"))
    }

    @Test("only what the browser and the machine need is added")
    func needs() {
        var switches = LaunchSwitches()
        #expect(switches.arguments(for: full, profile: "/p").contains("--headless=new"))
        #expect(!switches.arguments(for: shell, profile: "/p").contains("--headless=new"))
        #expect(!switches.arguments(for: full, profile: "/p").contains("--no-sandbox"))
        #expect(!switches.arguments(for: full, profile: "/p").contains("--disable-dev-shm-usage"))
        switches.headed = true
        switches.isSandboxed = false
        switches.hasRoomInSharedMemory = false
        let list = switches.arguments(for: full, profile: "/p")
        #expect(!list.contains("--headless=new"))
        #expect(list.contains("--no-sandbox"))
        #expect(list.contains("--disable-dev-shm-usage"))
    }
}

@Suite struct BrowserExecutableTests {
    @Test("a path that is no program is refused with its name")
    func missing() {
        let error = #expect(throws: CDPError.self) { try BrowserExecutable.find(path: "/nowhere/chromium") }
        #expect(error?.code == .launch)
        #expect(error?.detail.contains("/nowhere/chromium") == true)
    }

    @Test(
        "the kind of a chosen browser shows in the name of its program, not in its folder",
        arguments: [
            ("chromium-headless-shell", BrowserExecutable.Kind.headlessShell),
            ("chrome-headless-shell", .headlessShell), ("chromium", .chromium),
            ("headless-tests/chromium", .chromium),
        ])
    func kind(name: String, kind: BrowserExecutable.Kind) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            #expect(
                FileManager.default.createFile(
                    atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o755]))
            #expect(try BrowserExecutable.find(path: file.path).kind == kind)
        }
    }
}

@Suite struct BrowserProcessTests {
    @Test(
        "the address is read from the line that tells it",
        arguments: [
            (
                "DevTools listening on ws://127.0.0.1:1/devtools/browser/a",
                "ws://127.0.0.1:1/devtools/browser/a"
            ),
            ("[1:2] DevTools listening on ws://127.0.0.1:1/x and more", "ws://127.0.0.1:1/x"),
            ("DevTools listening on ws://[::1]:9/x\r", "ws://[::1]:9/x"),
        ])
    func announcement(line: String, address: String) {
        #expect(BrowserProcess.announcement(in: line) == address)
    }

    @Test(
        "other lines tell nothing",
        arguments: ["", "listening", "DevTools listening", "devtools listening on x"])
    func otherLines(line: String) {
        #expect(BrowserProcess.announcement(in: line) == nil)
    }

    @Test("an explanation leaves out what Chromium always complains about, and keeps the end")
    func explanation() {
        let words = (1...9).map { "line \($0)" } + ["ERROR:dbus/bus.cc failed", "vaapi_wrapper.cc"]
        let text = BrowserProcess.explain("it ended", words)
        #expect(text == "it ended\n  line 5\n  line 6\n  line 7\n  line 8\n  line 9")
    }
}

@Suite struct ScratchFolderTests {
    @Test("a folder is ours alone, holds its process in its name, and goes with its empty parent")
    func made() async throws {
        try await withTemporaryFolder { root in
            let folder = try ScratchFolder("one", root: root.path)
            let other = try ScratchFolder("one", root: root.path)
            #expect(folder.path != other.path)
            let mode =
                try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
            folder.remove()
            folder.remove()
            #expect(!FileManager.default.fileExists(atPath: folder.path))
            #expect(FileManager.default.fileExists(atPath: other.path))
            other.remove()
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
        }
    }

    @Test("the last one that goes takes no folder along that is made meanwhile")
    func atOnce() async throws {
        try await withTemporaryFolder { root in
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<250 {
                            let folder = try ScratchFolder("one", root: root.path)
                            try folder.makeFolder(folder.path + "/profile")
                            #expect(FileManager.default.fileExists(atPath: folder.path + "/profile"))
                            folder.remove()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
        }
    }

    @Test("folders of other or gone processes are told from those of living ones by the start time too")
    func leftover() throws {
        let mine = try #require(ProcessStart.ticks(of: getpid()))
        #expect(!ScratchFolder.isLeftover("\(getpid())-\(mine)"))
        #expect(ScratchFolder.isLeftover("\(getpid())-\(mine + 1)"))
        #expect(ScratchFolder.isLeftover("2147483646-1"))
        for name in ["", "notes", "12", "12-", "-12", "a-1", "1-b", "1-2-3"] {
            #expect(!ScratchFolder.isLeftover(name), "\(name)")
        }
    }

    @Test("sweeping takes what dead processes left and nothing else")
    func sweep() async throws {
        try await withTemporaryFolder { root in
            let files = FileManager.default
            let mine = try ScratchFolder("live", root: root.path)
            for name in ["2147483646-5/browser-x/profile", "2147483645-6", "notes"] {
                try files.createDirectory(
                    at: root.appending(path: name), withIntermediateDirectories: true)
            }
            #expect(ScratchFolder.sweep(root: root.path) == 2)
            #expect(files.fileExists(atPath: mine.path))
            #expect(files.fileExists(atPath: root.appending(path: "notes").path))
            #expect(ScratchFolder.sweep(root: root.path) == 0)
            #expect(ScratchFolder.sweep(root: root.path + "/nowhere") == 0)
        }
    }
}
