/// Why a run could not be carried out at all.
package struct RunnerError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// The command line, the configuration or a flow file is wrong: exit code 2.
        case usage
        /// Browser, application, network or disk are not there: exit code 3.
        case infrastructure
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var exitCode: Int32 {
        switch code {
        case .usage: 2
        case .infrastructure: 3
        }
    }

    package var description: String { message }
}
