/// A span that in-page script waited, as it tells it: `[cause, milliseconds]`.
struct InPageWait: Decodable, Sendable {
    let cause: String
    let duration: Duration

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        cause = try list.decode(String.self)
        duration = .milliseconds(try list.decode(Double.self))
    }
}
