import Crypto
import Foundation

/// A request as a recording keeps it: pictures as their hash and size, secrets masked, no key.
package struct CanonicalRequest: Sendable, Hashable {
    package let json: JSON

    /// - Parameter mask: Takes secrets out of a text.
    package init(_ request: WireRequest, mask: @Sendable (String) -> String = { $0 }) {
        json = [
            "path": .string(request.path),
            "headers": .object(request.headers.mapValues { .string(mask($0)) }),
            "body": Self.plain(request.body, mask),
        ]
    }

    init(json: JSON) { self.json = json }

    /// The same for equal requests, and only for those.
    package var hash: String { Self.sha256(json.bytes) }

    private static func plain(_ value: JSON, _ mask: (String) -> String) -> JSON {
        switch value {
        case .array(let items): return .array(items.map { plain($0, mask) })
        case .object(var fields):
            // The Messages API has the picture beside its kind.
            if let data = fields["data"]?.string, fields["media_type"] != nil {
                fields["data"] = picture(data)
            }
            return .object(fields.mapValues { plain($0, mask) })
        case .string(let text):
            guard text.hasPrefix("data:image/"), let comma = text.firstIndex(of: ",") else {
                return .string(mask(text))
            }
            return picture(String(text[text.index(after: comma)...]))
        case .null, .bool, .integer, .decimal: return value
        }
    }

    private static func picture(_ base64: String) -> JSON {
        let bytes = Data(base64Encoded: base64).map(Array.init) ?? Array(base64.utf8)
        let size = ImageHeader.read(bytes)?.size
        return .string("picture \(size.map(\.description) ?? "of \(bytes.count) bytes") \(sha256(bytes))")
    }

    private static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
