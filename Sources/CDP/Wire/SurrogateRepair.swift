import Foundation

/// Makes JSON readable in which a text holds half a character.
///
/// JavaScript's texts may, since its characters are 16 bits wide: a title that a page cut in the middle of an emoji.
/// Chromium passes the half on as an escape that Foundation refuses together with the whole message.
enum SurrogateRepair {
    /// The same with every half that stands alone replaced by the replacement character.
    static func repaired(_ json: Data) -> Data {
        var bytes = [UInt8](json)
        var at = 0
        while at + 1 < bytes.count {
            guard bytes[at] == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            guard let unit = unit(in: bytes, at: at), (0xD800...0xDFFF).contains(unit) else {
                at += 2
                continue
            }
            let next = self.unit(in: bytes, at: at + 6)
            if unit < 0xDC00, let next, (0xDC00...0xDFFF).contains(next) {
                at += 12
            } else {
                bytes.replaceSubrange(at..<(at + 6), with: "\\ufffd".utf8)
                at += 6
            }
        }
        return Data(bytes)
    }

    /// The value of the four digits after the `\u` at this place.
    private static func unit(in bytes: [UInt8], at place: Int) -> Int? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return nil }
        return Int(String(decoding: bytes[(place + 2)..<(place + 6)], as: UTF8.self), radix: 16)
    }
}
