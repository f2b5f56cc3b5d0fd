/// A request with the place its outcome goes to.
struct TransferOrder: Sendable {
    /// Names the order in a later `cancel`.
    let id: Int
    let request: HTTPRequest
    /// Present when the body is streamed.
    let onBytes: (@Sendable ([UInt8]) -> Void)?
    let caller: CheckedContinuation<HTTPResponse, any Error>
}

/// What other threads ask of the loop's thread.
enum TransferCommand: Sendable {
    case start(TransferOrder)
    case cancel(id: Int)
    case stop
}
