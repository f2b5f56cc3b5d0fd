import struct Foundation.Data

@testable import cdpgen

/// A protocol with one of everything, and the Swift it must become.
enum Reference {
    static func schema() throws -> Schema {
        try Generate.schema(from: Data(json.utf8), source: "reference")
    }

    static func files() throws -> [String: String] {
        try Generate.render(schema: schema(), subset: Subset(parsing: subset))
    }

    static let subset = """
        Page.navigate
        Page.close
        Page.getStack
        event Page.frameMoved
        event Page.gone
        """

    static let json = #"""
        {"version": {"major": "1", "minor": "3"}, "domains": [
        {"domain": "Page", "description": "prose", "experimental": true, "dependencies": ["Net"],
         "types": [
          {"id": "FrameId", "type": "string", "description": "prose"},
          {"id": "Count", "type": "integer"},
          {"id": "Seconds", "type": "number"},
          {"id": "Quad", "type": "array", "items": {"type": "number"}},
          {"id": "Headers", "type": "object"},
          {"id": "Mood", "type": "string", "enum": ["good", "none", "-0", "very_bad"]},
          {"id": "Unused", "type": "string"},
          {"id": "Close", "type": "object", "properties": [{"name": "why", "type": "string"}]},
          {"id": "FrameTree", "type": "object", "properties": [
            {"name": "id", "$ref": "FrameId"},
            {"name": "children", "type": "array", "items": {"$ref": "FrameTree"}, "optional": true}]},
          {"id": "Stack", "type": "object", "properties": [
            {"name": "parent", "$ref": "Stack", "optional": true},
            {"name": "protocol", "type": "string", "deprecated": true}]},
          {"id": "Options", "type": "object", "properties": [
            {"name": "mood", "type": "string", "enum": ["own"], "optional": true},
            {"name": "general", "$ref": "Mood"},
            {"name": "headers", "$ref": "Headers", "optional": true}]}],
         "commands": [
          {"name": "navigate", "parameters": [
            {"name": "url", "type": "string"},
            {"name": "type", "type": "string", "enum": ["typed", "default"], "optional": true},
            {"name": "moods", "type": "array", "items": {"$ref": "Mood"}, "optional": true},
            {"name": "options", "$ref": "Options", "optional": true},
            {"name": "count", "$ref": "Count"}],
           "returns": [
            {"name": "frameId", "$ref": "FrameId"},
            {"name": "loaderId", "$ref": "Net.LoaderId", "optional": true},
            {"name": "data", "type": "binary", "optional": true}]},
          {"name": "close", "redirect": "Net"},
          {"name": "getStack", "returns": [
            {"name": "stack", "$ref": "Stack"},
            {"name": "closing", "$ref": "Close", "optional": true}]},
          {"name": "unused", "parameters": [{"name": "x", "$ref": "Unused"}]}],
         "events": [
          {"name": "frameMoved", "parameters": [
            {"name": "tree", "$ref": "FrameTree"},
            {"name": "quad", "$ref": "Quad"},
            {"name": "at", "$ref": "Seconds"},
            {"name": "extra", "type": "array", "items": {"type": "any"}},
            {"name": "reason", "type": "string", "enum": ["remove", "swap"]}]},
          {"name": "gone"}]},
        {"domain": "Net", "types": [{"id": "LoaderId", "type": "string"}]}
        ]}
        """#
}
