import Foundation

extension Error {
    /// What the operating system said when it refused something with a file, such as `No space left on device`.
    ///
    /// Any other error says what it always says.
    package var fileReason: String {
        guard let system = systemError else { return "\(self)" }
        return system.localizedDescription.replacing("The operation could not be completed. ", with: "")
    }

    /// Whether there was no room left for what was to be written.
    package var isDiskFull: Bool {
        let full = [ENOSPC, EDQUOT].map(Int.init)
        if let code = systemError?.code, full.contains(code) { return true }
        let own = self as NSError
        return own.domain == NSCocoaErrorDomain && own.code == CocoaError.fileWriteOutOfSpace.rawValue
    }

    /// The system's own error, whichever of Foundation's it is wrapped into.
    private var systemError: NSError? {
        let own = self as NSError
        if own.domain == NSPOSIXErrorDomain { return own }
        let inner = own.userInfo[NSUnderlyingErrorKey].flatMap { $0 as? any Error }
        return inner.map { $0 as NSError }
    }
}
