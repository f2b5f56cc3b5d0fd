/// Why the shop did not start.
struct ShopError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable { case usage, publicFolder, unknownFault }

    let code: Code
    let subject: String
    let detail: String

    init(_ code: Code, about subject: String, _ detail: String) {
        self.code = code
        self.subject = subject
        self.detail = detail
    }

    var description: String { "\(subject) \(detail)" }
}
