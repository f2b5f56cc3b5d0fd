import Foundation

extension Error {
    /// What the operating system said when it refused something with a file, such as `No space left on device`.
    ///
    /// Any other error says what it always says.
    package var fileReason: String {
        guard let inner = (self as NSError).userInfo[NSUnderlyingErrorKey] as? any Error else {
            return "\(self)"
        }
        return inner.localizedDescription.replacing("The operation could not be completed. ", with: "")
    }
}
