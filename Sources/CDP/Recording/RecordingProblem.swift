/// Why a recording is incomplete or was given up.
package struct RecordingProblem: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// What records failed.
        case failure
        /// There was no room for it on the disk.
        case diskFull
        /// The page or browser that it showed is gone, which is told elsewhere.
        case loss
    }

    package let kind: Kind
    /// In words.
    package let text: String

    init(_ text: String) {
        kind = .failure
        self.text = text
    }

    init(_ error: any Error) {
        text = error.fileReason
        kind = error.isDiskFull ? .diskFull : (error as? CDPError)?.isLoss == true ? .loss : .failure
    }
}
