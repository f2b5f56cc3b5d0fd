package import Foundation

/// Decodes a text file and says where it stops being UTF-8.
package enum UTF8Text {
    /// The text without a byte order mark.
    package static func decode(_ data: Data, file: String) throws(FlowFileError) -> String {
        guard let text = String(validating: data, as: UTF8.self) else {
            throw FlowFileError(firstWrongByte(in: data, file: file), "the file is not UTF-8 text")
        }
        return text.hasPrefix("\u{feff}") ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func firstWrongByte(in data: Data, file: String) -> SourceLocation {
        var decoder = UTF8()
        var bytes = data.makeIterator()
        var line = 1
        var column = 1
        while case .scalarValue(let scalar) = decoder.decode(&bytes) {
            column = scalar == "\n" ? 1 : column + 1
            line += scalar == "\n" ? 1 : 0
        }
        return SourceLocation(file: file, line: line, column: column)
    }
}
