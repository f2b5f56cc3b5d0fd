import Foundation
import Testing

@testable import cdpgen

@Suite struct GenerateTests {
    @Test("the reference schema gives the reference Swift, byte for byte")
    func reference() throws {
        let files = try Reference.files()
        #expect(files.keys.sorted() == ["DevTools+Net.swift", "DevTools+Page.swift"])
        #expect(files["DevTools+Page.swift"] == Reference.page)
        #expect(files["DevTools+Net.swift"] == Reference.net)
    }

    @Test("the order of the schema and of the subset does not matter")
    func order() throws {
        var schema = try Reference.schema()
        schema.domains.reverse()
        for index in schema.domains.indices {
            schema.domains[index].types.reverse()
            schema.domains[index].commands.reverse()
            schema.domains[index].events.reverse()
        }
        var subset = try Subset(parsing: Reference.subset)
        subset.entries.reverse()
        #expect(try Generate.render(schema: schema, subset: subset) == Reference.files())
    }

    @Test("what the subset does not lead to is left out")
    func smallest() throws {
        let files = try Generate.render(schema: Reference.schema(), subset: Subset(parsing: "Page.close"))
        #expect(files.keys.sorted() == ["DevTools+Page.swift"])
        #expect(files["DevTools+Page.swift"]?.contains("Navigate") == false)
        #expect(files["DevTools+Page.swift"]?.contains("FrameTree") == false)
    }

    @Test("a reference to nothing is named")
    func danglingReference() throws {
        let schema = try Generate.schema(
            from: Data(
                #"""
                {"domains": [{"domain": "Page", "commands": [
                    {"name": "go", "parameters": [{"name": "to", "$ref": "Net.Place"}]}]}]}
                """#.utf8), source: "inline")
        let error = #expect(throws: CdpgenError.self) {
            try Generate.render(schema: schema, subset: Subset(parsing: "Page.go"))
        }
        #expect(error?.code == .unsupportedSchema)
        #expect(error?.what == "Net.Place")
    }

    @Test("two declarations that want one Swift name are an error")
    func unresolvableClash() throws {
        let schema = try Generate.schema(
            from: Data(
                #"""
                {"domains": [{"domain": "Page",
                    "types": [{"id": "GoneEvent", "type": "string"}],
                    "events": [{"name": "gone", "parameters": [{"name": "what", "$ref": "GoneEvent"}]}]}]}
                """#.utf8), source: "inline")
        let error = #expect(throws: CdpgenError.self) {
            try Generate.render(schema: schema, subset: Subset(parsing: "event Page.gone"))
        }
        #expect(error?.what == "Page.gone")
    }

    @Test(
        "what is no protocol description is refused with its source",
        arguments: [
            "", "[]", #"{"domains": 1}"#,
            #"{"domains": [{"domain": "A", "types": [{"id": "T", "type": "x"}]}]}"#,
        ])
    func unreadable(text: String) {
        let error = #expect(throws: CdpgenError.self) {
            try Generate.schema(from: Data(text.utf8), source: "there")
        }
        #expect(error?.code == .unreadableProtocol)
        #expect(error?.what == "there")
    }
}
