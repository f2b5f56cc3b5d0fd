/// Why the local store could not be opened or written.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// The file or its folder can't be made, opened or brought to the current schema.
        case unusable
        /// A write was refused, or another process held the file for too long.
        case refused
        /// A flow was recorded that was never begun.
        case unknownFlow
    }

    package let code: Code
    /// The file or the flow it was about.
    package let subject: String
    package let detail: String

    package var description: String { "\(subject): \(detail)" }
}
