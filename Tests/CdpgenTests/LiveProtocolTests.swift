import Foundation
import HTTP
import Testing

@testable import CDP
@testable import cdpgen

@Suite(.timeLimit(.minutes(1)))
struct LiveProtocolTests {
    private static let protocolFolder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/CDP/Protocol")

    /// Additions are fine: what we do not know we do not read.
    ///
    /// What we use must be there, with the type we use.
    @Test("everything we use of the protocol is in the installed Chromium, with the same types")
    func nothingHasVanished() async throws {
        let json = try await Self.liveProtocol()
        let subset = try String(
            contentsOf: Self.protocolFolder.appending(path: "subset.txt"), encoding: .utf8)
        let live = try Generate.render(
            schema: Generate.schema(from: json, source: "live"), subset: Subset(parsing: subset))
        #expect(live.count > 10)
        for (name, text) in live {
            let file = Self.protocolFolder.appending(path: "Generated/\(name)")
            let committed = Self.members(of: try String(contentsOf: file, encoding: .utf8))
            #expect(committed.count > 0)
            #expect(committed.subtracting(Self.members(of: text)).sorted() == [], "\(name)")
        }
    }

    @Test("a member whose type changes is noticed")
    func comparisonCanFail() {
        let before = Self.members(
            of: "    package struct Frame: Decodable {\n        package var id: FrameId\n")
        let after = Self.members(of: "    package struct Frame: Decodable {\n        package var id: Int\n")
        #expect(before == ["Frame: var id: FrameId"])
        #expect(before.isDisjoint(with: after))
    }

    /// Every stored member with the nesting it stands in.
    private static func members(of text: String) -> Set<String> {
        var path: [(indent: Int, name: String)] = []
        var found: Set<String> = []
        for line in text.split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            let words = line.split(separator: " ")
            if let at = words.firstIndex(of: "struct"), at + 1 < words.count {
                path.removeAll { $0.indent >= indent }
                path.append((indent, words[at + 1].trimmingCharacters(in: .punctuationCharacters)))
            } else if words.starts(with: ["package", "var"]) {
                let owner = path.filter { $0.indent < indent }.map(\.name).joined(separator: ".")
                found.insert("\(owner): \(words.dropFirst().joined(separator: " "))")
            }
        }
        return found
    }

    private static func liveProtocol() async throws -> Data {
        let executable = try BrowserExecutable.find()
        let scratch = try ScratchFolder("protocol")
        defer { scratch.remove() }
        var switches = LaunchSwitches()
        switches.isSandboxed = HostFacts.sandboxObstacle == nil
        let started = try await BrowserProcess.launch(
            executable, arguments: switches.arguments(for: executable, profile: scratch.path + "/profile"),
            temporary: scratch.path, within: .seconds(20))
        do {
            let client = try HTTPClient()
            defer { client.close() }
            let host = try #require(URL(string: started.endpoint)?.port)
            let answer = try await client.send(HTTPRequest(url: "http://127.0.0.1:\(host)/json/protocol"))
            await started.process.kill()
            return Data(answer.body)
        } catch {
            await started.process.kill()
            throw error
        }
    }
}
