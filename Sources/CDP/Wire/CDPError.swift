/// What went wrong between us and Chromium, with the method it happened in.
package struct CDPError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// Chromium answered with an error of this JSON-RPC code.
        case refused(Int)
        /// The target went away while the call was pending.
        case detached
        /// The frame asked about is no longer part of its page.
        case frameGone
        /// The frame asked about went to another process while the call was pending.
        case swapped
        /// The renderer died while the call was pending.
        case crashed
        /// The socket to the browser is gone.
        case closed
        /// No answer came before the call's deadline.
        case timedOut
        /// The answer could not be read.
        case unreadable
        /// Page script threw.
        case exception
        /// The browser could not be started.
        case launch
    }

    package let code: Code
    /// The DevTools method, or the name of the operation, that failed.
    package let method: String
    package let detail: String

    package init(_ code: Code, _ method: String, _ detail: String) {
        self.code = code
        self.method = method
        self.detail = detail
    }

    /// Whether the page or the browser is beyond use, so that repeating the call cannot help.
    package var isLoss: Bool {
        switch code {
        case .detached, .crashed, .closed, .launch: true
        case .refused, .frameGone, .swapped, .timedOut, .unreadable, .exception: false
        }
    }

    package var description: String {
        switch code {
        case .refused(let number): "\(method) was refused (\(number)): \(detail)"
        case .detached: "\(method): the page was closed: \(detail)"
        case .frameGone: "\(method): the frame is gone: \(detail)"
        case .swapped: "\(method): the frame moved to another process: \(detail)"
        case .crashed: "\(method): the page crashed: \(detail)"
        case .closed: "\(method): the browser is gone: \(detail)"
        case .timedOut: "\(method) got no answer: \(detail)"
        case .unreadable: "\(method): unreadable answer: \(detail)"
        case .exception: "\(method): page script threw: \(detail)"
        case .launch: "\(method): \(detail)"
        }
    }
}
