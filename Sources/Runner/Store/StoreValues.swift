import Foundation

/// Ids as the cloud writes them: lower-case UUID text.
enum StoreID {
    static func fresh() -> String { UUID().uuidString.lowercased() }
}

/// A value in an event's payload.
enum EventValue: Encodable, Equatable {
    case text(String)
    case number(Int)
    case list([String])
    case null

    static func maybe(_ text: String?) -> EventValue { text.map { .text($0) } ?? .null }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .text(let text): try box.encode(text)
        case .number(let number): try box.encode(number)
        case .list(let list): try box.encode(list)
        case .null: try box.encodeNil()
        }
    }
}
