/// Why there is no reply.
///
/// Its texts never hold a key: they are made of what the provider said, with the key of the call taken out.
package struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// There is no key in the environment variable of this name.
        case noKey(String)
        case badKey
        case noCredit
        case unknownModel
        /// The provider does not accept the request.
        case badRequest
        /// The tools we offer are not accepted; those named are.
        case unsupportedTool(accepted: [String])
        case tooLarge
        case rateLimited
        case overloaded
        case serverFault(Int)
        case refused(String)
        case truncated
        case empty
        case contextFull
        /// Not what this wire says, from this byte of the answer on.
        case malformed(at: Int)
        case unreachable
        /// The connection ended before the reply was whole.
        case dropped
        case timeout
        /// Too many failures in a row; nothing is asked for a while.
        case resting
        case cancelled
        /// A cap is reached, or none could hold.
        case budget
        /// A recording is replayed and has no such request.
        case drift
        case other(Int)
    }

    package let code: Code
    package let detail: String
    /// What the provider wants to hear when it is asked about the call.
    package var requestID: String?
    /// How long the provider wants to be left alone.
    package var retryAfter: Duration?
    /// The provider's own word on whether to ask again.
    package var shouldRetry: Bool?
    /// What the provider had counted when the reply broke off.
    package var usage = Usage()

    package init(
        _ code: Code, _ detail: String, requestID: String? = nil, retryAfter: Duration? = nil,
        shouldRetry: Bool? = nil
    ) {
        self.code = code
        self.detail = detail
        self.requestID = requestID
        self.retryAfter = retryAfter
        self.shouldRetry = shouldRetry
    }

    package static func malformed(_ reason: String, at offset: Int = 0) -> ModelError {
        ModelError(.malformed(at: offset), reason)
    }

    /// Whether the same request may be answered when it is sent again.
    package var isPassing: Bool {
        if let shouldRetry { return shouldRetry }
        return switch code {
        case .rateLimited, .overloaded, .serverFault, .unreachable, .dropped, .malformed: true
        case .noKey, .badKey, .noCredit, .unknownModel, .badRequest, .unsupportedTool, .tooLarge, .refused,
            .truncated, .empty, .contextFull, .timeout, .resting, .cancelled, .drift, .budget, .other:
            false
        }
    }

    package var description: String {
        let id = requestID.map { " (request \($0))" } ?? ""
        return "model: \(code): \(detail)\(id)"
    }
}
