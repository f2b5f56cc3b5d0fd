/// A JSON value, kept exactly: what a model has sent goes back to it unchanged.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case decimal(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    package subscript(key: String) -> JSON? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
    package var object: [String: JSON]? { if case .object(let fields) = self { fields } else { nil } }

    package var number: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .decimal(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// A whole number, also when it was written as `3.0`.
    package var integer: Int? {
        switch self {
        case .integer(let whole): whole
        case .decimal(let value): Int(exactly: value)
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The object without the fields that have no value.
    package static func fields(_ fields: [String: JSON?]) -> JSON { .object(fields.compactMapValues { $0 }) }

    /// The same value with `change` applied to every object in it, the inner ones first.
    package func mapObjects(_ change: ([String: JSON]) -> [String: JSON]) -> JSON {
        switch self {
        case .object(let fields): .object(change(fields.mapValues { $0.mapObjects(change) }))
        case .array(let items): .array(items.map { $0.mapObjects(change) })
        case .null, .bool, .integer, .decimal, .string: self
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .decimal(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
