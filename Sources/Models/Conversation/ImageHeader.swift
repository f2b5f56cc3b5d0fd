/// Reads what a picture is and how large from its first bytes, without unpacking it.
package enum ImageHeader {
    package static func read(_ bytes: [UInt8]) -> (kind: ModelImage.Kind, size: PixelSize)? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), bytes.count >= 24 {
            return (.png, PixelSize(wide(bytes, 16, 4), wide(bytes, 20, 4)))
        }
        if bytes.starts(with: [0xFF, 0xD8]) { return jpegSize(bytes).map { (.jpeg, $0) } }
        return nil
    }

    /// Steps from marker to marker until one of those that begin a frame.
    private static func jpegSize(_ bytes: [UInt8]) -> PixelSize? {
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return PixelSize(wide(bytes, place + 7, 2), wide(bytes, place + 5, 2))
            }
            place += 2 + wide(bytes, place + 2, 2)
        }
        return nil
    }

    private static func wide(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
