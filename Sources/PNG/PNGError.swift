/// Why pixels could not be made, cut, read or written.
package struct PNGError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// Not a PNG, or a damaged one.
        case unreadable
        /// More pixels than allowed.
        case tooLarge
        /// A size without pixels, or one that does not fit the bytes.
        case badSize
        /// The wanted part is not inside the picture.
        case outside
        case unwritable
    }

    package let code: Code
    package let detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "PNG \(code): \(detail)" }
}
