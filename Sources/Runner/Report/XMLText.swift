/// Text for XML 1.0: escaped, stripped of characters XML can't carry, and capped.
enum XMLText {
    static let textLimit = 64 * 1024
    static let attributeLimit = 4 * 1024

    static func element(_ text: String, limit: Int = textLimit) -> String {
        escape(text, limit: limit) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\r": "&#13;"
            default: nil
            }
        }
    }

    static func attribute(_ text: String, limit: Int = attributeLimit) -> String {
        escape(text, limit: limit) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\r": "&#13;"
            case "\n": "&#10;"
            case "\t": "&#9;"
            default: nil
            }
        }
    }

    /// Counts bytes after escaping, so that hostile text can't grow a file past its cap.
    private static func escape(
        _ text: String, limit: Int, _ replacement: (Unicode.Scalar) -> String?
    ) -> String {
        let cut = "… (cut)"
        var out = ""
        var room = limit - cut.utf8.count
        for scalar in text.unicodeScalars {
            let piece = isLegal(scalar) ? replacement(scalar) ?? String(scalar) : "\u{FFFD}"
            room -= piece.utf8.count
            guard room >= 0 else { return out + cut }
            out += piece
        }
        return out
    }

    /// The `Char` production of XML 1.0.
    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
