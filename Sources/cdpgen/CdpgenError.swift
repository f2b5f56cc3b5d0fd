/// Why nothing could be generated.
struct CdpgenError: Error, Equatable, CustomStringConvertible {
    enum Code: Equatable {
        case unreadableProtocol
        case badSubset
        case unsupportedSchema
    }

    var code: Code
    /// The file, address, `file:line` or protocol name it is about.
    var what: String
    var detail: String

    var description: String { "\(what): \(detail)" }
}
