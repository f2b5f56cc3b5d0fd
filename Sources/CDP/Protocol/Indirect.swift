/// A box for a member whose type contains itself, such as the parent of a stack trace.
package indirect enum Indirect<Value: Sendable>: Sendable {
    case boxed(Value)

    package init(_ value: Value) {
        self = .boxed(value)
    }

    package var value: Value {
        switch self {
        case .boxed(let value): value
        }
    }
}

extension Indirect: Decodable where Value: Decodable {
    package init(from decoder: any Decoder) throws {
        self = .boxed(try Value(from: decoder))
    }
}

extension Indirect: JSONWritable where Value: JSONWritable {
    package func write(to json: inout JSONWriter) {
        value.write(to: &json)
    }
}
