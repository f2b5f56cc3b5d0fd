/// A Matroska stream of JPEG pictures, each with its time to the millisecond.
///
/// Pure: it only makes bytes. Every picture is a cluster of its own, so the stream can be cut off after any of them.
package struct MatroskaStream: Sendable {
    private let width: Int
    private let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// What comes before the first picture.
    package var header: [UInt8] {
        let document =
            element([0x42, 0x82], Array("matroska".utf8)) + number([0x42, 0x87], 2) + number([0x42, 0x85], 2)
        let program = Array("perceo".utf8)
        let info =
            number([0x2A, 0xD7, 0xB1], 1_000_000) + element([0x4D, 0x80], program)
            + element([0x57, 0x41], program)
        let picture = number([0xB0], width) + number([0xBA], height)
        let track =
            number([0xD7], 1) + number([0x73, 0xC5], 1) + number([0x83], 1) + number([0x9C], 0)
            + element([0x86], Array("V_MJPEG".utf8)) + element([0xE0], picture)
        // A segment of unknown size: it goes on for as long as there are pictures.
        let segment: [UInt8] = [0x18, 0x53, 0x80, 0x67, 0x01] + [UInt8](repeating: 0xFF, count: 7)
        return element([0x1A, 0x45, 0xDF, 0xA3], document) + segment
            + element([0x15, 0x49, 0xA9, 0x66], info)
            + element([0x16, 0x54, 0xAE, 0x6B], element([0xAE], track))
    }

    /// One picture that is shown from `milliseconds` after the start.
    package func picture(_ jpeg: [UInt8], at milliseconds: Int) -> [UInt8] {
        // Track 1, no time of its own beyond the cluster's, a key frame.
        let block: [UInt8] = [0x81, 0x00, 0x00, 0x80]
        let time = number([0xE7], milliseconds)
        let content = time + [0xA3] + size(block.count + jpeg.count) + block
        return [0x1F, 0x43, 0xB6, 0x75] + size(content.count + jpeg.count) + content + jpeg
    }

    private func number(_ id: [UInt8], _ value: Int) -> [UInt8] {
        element(id, (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }

    private func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
        id + size(content.count) + content
    }

    /// A length in eight bytes, the first of which says so.
    private func size(_ count: Int) -> [UInt8] {
        [0x01] + (0..<7).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }
}
