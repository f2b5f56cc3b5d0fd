import struct Foundation.Data
import class Foundation.JSONDecoder

/// The pipeline: schema and subset → closure → Swift shape → text.
enum Generate {
    /// The text of every file, by file name.
    static func render(schema: Schema, subset: Subset) throws(CdpgenError) -> [String: String] {
        let closure = try Closure(of: subset, in: schema)
        var files: [String: String] = [:]
        for file in try Shaper(closure).files() {
            files["DevTools+\(file.domain).swift"] = Renderer.text(of: file)
        }
        return files
    }

    static func schema(from json: Data, source: String) throws(CdpgenError) -> Schema {
        do {
            return try JSONDecoder().decode(Schema.self, from: json)
        } catch {
            throw CdpgenError(
                code: .unreadableProtocol, what: source, detail: "not a protocol description: \(error)")
        }
    }
}
