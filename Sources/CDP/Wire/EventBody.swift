import Foundation

/// An event as it came: decoded only by whoever wants it, as what they want.
package struct EventBody: Sendable {
    let method: String
    private let message: [UInt8]
    private let range: Range<Int>

    init(method: String, message: [UInt8], range: Range<Int>) {
        self.method = method
        self.message = message
        self.range = range
    }

    func decode<Body: Decodable>(_ type: Body.Type) throws(CDPError) -> Body {
        try WireDecoder.decode(type, from: message, range, method: method)
    }

    /// Whether the text of the body begins so; a look that costs nothing.
    func begins(with text: String) -> Bool { message[range].starts(with: text.utf8) }
}

/// Decodes the body of a message; a body that will not decode fails the one who asked, with the place named.
enum WireDecoder {
    static func decode<Body: Decodable>(
        _ type: Body.Type, from message: [UInt8], _ range: Range<Int>, method: String
    ) throws(CDPError) -> Body {
        let data = range.isEmpty ? Data("{}".utf8) : Data(message[range])
        do {
            return try json(type, from: data)
        } catch let error as DecodingError {
            throw CDPError(.unreadable, method, describe(error))
        } catch {
            throw CDPError(.unreadable, method, String(describing: error))
        }
    }

    /// Reads JSON that a page or Chromium has written.
    static func json<Body: Decodable>(_ type: Body.Type, from data: Data) throws -> Body {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            let repaired = SurrogateRepair.repaired(data)
            guard repaired != data else { throw error }
            return try JSONDecoder().decode(type, from: repaired)
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        return switch error {
        case .typeMismatch(let type, let context): "\(path(context)) is no \(type)"
        case .valueNotFound(let type, let context): "\(path(context)): \(type) expected, null found"
        case .keyNotFound(let key, let context): "\(path(context)): \(key.stringValue) is missing"
        case .dataCorrupted(let context): "\(path(context)): \(context.debugDescription)"
        @unknown default: "undecodable"
        }
    }
}
