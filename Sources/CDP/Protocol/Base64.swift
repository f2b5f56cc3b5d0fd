import struct Foundation.Data

/// Binary data as it travels in JSON.
///
/// Kept as text until somebody asks, so that passing a screenshot on costs nothing.
package struct Base64: WireString {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(bytes: [UInt8]) {
        rawValue = Data(bytes).base64EncodedString()
    }

    /// The decoded bytes; nil when the text is not base64.
    package var bytes: [UInt8]? {
        Data(base64Encoded: rawValue).map { [UInt8]($0) }
    }

    package var description: String { "\(rawValue.utf8.count) base64 characters" }
}
