import Foundation
import Testing

@testable import PNG

@Suite struct PNGFileTests {
    @Test(
        "what is written is read back",
        arguments: [(1, 1, true), (17, 5, true), (17, 5, false), (640, 480, true)])
    func roundTrip(width: Int, height: Int, isOpaque: Bool) throws {
        let pixels = try sample(width, height, isOpaque: isOpaque)
        let file = try PNGEncoder.encode(pixels)
        #expect(Array(file.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
        #expect(try PNGDecoder.decode(file) == pixels)
    }

    @Test("an opaque picture has no alpha channel in the file", arguments: [(true, UInt8(2)), (false, 6)])
    func colorType(isOpaque: Bool, type: UInt8) throws {
        let file = try PNGEncoder.encode(try sample(8, 8, isOpaque: isOpaque))
        #expect(file[25] == type)
    }

    @Test("a file of another kind becomes RGBA: one grey pixel")
    func grey() throws {
        let file = Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
        )
        let pixels = try PNGDecoder.decode(Array(try #require(file)))
        #expect(pixels.bytes == [128, 128, 128, 255])
    }

    @Test("a file that ends too early is an error", arguments: [0, 1, 7, 8, 20, 33, 40, 60, 200, 1000])
    func truncated(count: Int) throws {
        let file = try PNGEncoder.encode(try sample(64, 64, isOpaque: true))
        try #require(file.count > 1000)
        let error = #expect(throws: PNGError.self) { _ = try PNGDecoder.decode(Array(file.prefix(count))) }
        #expect(error?.code == .unreadable)
        #expect(error?.detail.isEmpty == false)
    }

    @Test("a damaged file is an error", arguments: [0, 12, 16, 25, 29, 50, 100, 500])
    func damaged(position: Int) throws {
        var file = try PNGEncoder.encode(try sample(64, 64, isOpaque: true))
        file[position] ^= 0xFF
        #expect(throws: PNGError.self) { _ = try PNGDecoder.decode(file) }
    }

    @Test("noise is an error", arguments: [1, 100, 100_000])
    func noise(count: Int) {
        var state = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &state) }
        let error = #expect(throws: PNGError.self) { _ = try PNGDecoder.decode(bytes) }
        #expect(error?.code == .unreadable)
    }

    @Test("a picture over the limit is refused, one at the limit is not")
    func limit() throws {
        let file = try PNGEncoder.encode(try sample(20, 10, isOpaque: true))
        #expect(try PNGDecoder.decode(file, maximumPixels: 200).width == 20)
        let error = #expect(throws: PNGError.self) { _ = try PNGDecoder.decode(file, maximumPixels: 199) }
        #expect(error?.code == .tooLarge)
    }

    @Test(
        "a header that promises a giant takes no memory for it",
        arguments: [(100_000, 100_000), (1_000_000, 68)])
    func bomb(width: UInt32, height: UInt32) {
        var header = Array("IHDR".utf8) + bigEndian(width) + bigEndian(height) + [8, 6, 0, 0, 0]
        header += bigEndian(crc(header))
        let end = Array("IEND".utf8)
        let data = Array("IDAT".utf8)
        let file: [UInt8] =
            [137, 80, 78, 71, 13, 10, 26, 10] + bigEndian(13) + header
            + bigEndian(0) + data + bigEndian(crc(data)) + bigEndian(0) + end + bigEndian(crc(end))
        let error = #expect(throws: PNGError.self) { _ = try PNGDecoder.decode(file) }
        #expect(error?.code == .tooLarge)
    }

    /// Colours that compress badly.
    private func sample(_ width: Int, _ height: Int, isOpaque: Bool) throws -> Pixels {
        var state: UInt32 = 1
        var bytes: [UInt8] = []
        for index in 0..<width * height * 4 {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes.append(isOpaque && index % 4 == 3 ? 255 : UInt8(truncatingIfNeeded: state >> 24))
        }
        if !isOpaque { bytes[3] = 1 }
        return try Pixels(width: width, height: height, bytes: bytes)
    }

    private func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
