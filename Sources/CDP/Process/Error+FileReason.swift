import Foundation

extension Error {
    /// What the operating system said, as a shell would put it, when it refused something with a file: `No space left
    /// on device`. Any other error says what it always says.
    package var fileReason: String {
        guard let inner = (self as NSError).userInfo[NSUnderlyingErrorKey] as? any Error else { return "\(self)" }
        return inner.localizedDescription.replacing("The operation could not be completed. ", with: "")
    }
}
