import Testing

@testable import cdpgen

@Suite struct SubsetTests {
    @Test("commands, events, comments and blank lines are told apart")
    func reading() throws {
        let subset = try Subset(
            parsing: "# first\n\n  Page.navigate   # go\nevent Page.frameNavigated\n\t\nPage.close")
        #expect(
            subset.entries == [
                Subset.Entry(kind: .command, domain: "Page", name: "navigate", line: 3),
                Subset.Entry(kind: .event, domain: "Page", name: "frameNavigated", line: 4),
                Subset.Entry(kind: .command, domain: "Page", name: "close", line: 6),
            ])
    }

    @Test(
        "a line that is neither is an error with its number",
        arguments: [
            "navigate", "Page.", ".navigate", "Page.navigate now", "events Page.x", "event",
            "Page.navigate.x",
        ])
    func malformed(line: String) {
        let error = #expect(throws: CdpgenError.self) {
            try Subset(parsing: "# comment\n\(line)\n", source: "list")
        }
        #expect(error?.code == .badSubset)
        #expect(error?.what == "list:2")
    }

    @Test("a repeated line names the earlier one")
    func repeated() {
        let error = #expect(throws: CdpgenError.self) {
            try Subset(parsing: "Page.navigate\nevent Page.navigate\nPage.navigate", source: "list")
        }
        #expect(error?.description == "list:3: Page.navigate is already in line 1")
    }

    @Test(
        "a name the protocol does not have is an error that says what is wrong with it",
        arguments: [
            ("Pages.navigate", "the protocol has no domain Pages"),
            ("Page.navigat", "the protocol has no command Page.navigat"),
            ("event Page.frameGone", "the protocol has no event Page.frameGone"),
            ("Page.frameMoved", "Page.frameMoved is an event; write `event Page.frameMoved`"),
            ("event Page.navigate", "Page.navigate is a command; write it without `event`"),
        ])
    func unknown(line: String, complaint: String) throws {
        let subset = try Subset(parsing: "Page.close\n\n\(line)", source: "list")
        let error = #expect(throws: CdpgenError.self) {
            try Generate.render(schema: Reference.schema(), subset: subset)
        }
        #expect(error?.description == "list:3: \(complaint)")
    }
}
