import Testing

@testable import PNG

@Suite struct PixelsTests {
    @Test(
        "sizes that do not fit are refused",
        arguments: [
            (0, 1, 0), (1, 0, 0), (-1, -1, 4), (2, 2, 15), (2, 2, 17), (Int.max, 2, 4), (Int.max / 2, 2, 4),
        ])
    func badSizes(width: Int, height: Int, count: Int) {
        #expect(throws: PNGError.self) {
            _ = try Pixels(width: width, height: height, bytes: [UInt8](repeating: 0, count: count))
        }
    }

    @Test("pixels are found by column and row")
    func subscripting() throws {
        var pixels = try Pixels(width: 3, height: 2, filledWith: .white)
        pixels[2, 1] = Color(red: 1, green: 2, blue: 3, alpha: 4)
        #expect(Array(pixels.bytes.suffix(4)) == [1, 2, 3, 4])
        #expect(pixels[2, 1] == Color(red: 1, green: 2, blue: 3, alpha: 4))
        #expect(pixels[1, 1] == .white)
        #expect(!pixels.isOpaque)
    }

    @Test(
        "one other pixel anywhere makes a picture not uniform",
        arguments: [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1)])
    func uniform(x: Int, y: Int) throws {
        var pixels = try Pixels(width: 3, height: 2, filledWith: Color(red: 1, green: 2, blue: 3))
        #expect(pixels.isUniform)
        pixels[x, y].blue = 4
        #expect(!pixels.isUniform)
    }

    @Test("one pixel alone is uniform")
    func single() throws {
        #expect(try Pixels(width: 1, height: 1, filledWith: .black).isUniform)
    }

    @Test(
        "a crop is the pixels of that place",
        arguments: [
            (box: PixelBox(x: 0, y: 0, width: 4, height: 3), corner: 0),
            (PixelBox(x: 1, y: 1, width: 2, height: 1), 5),
            (PixelBox(x: 3, y: 2, width: 1, height: 1), 11),
        ] as [(box: PixelBox, corner: UInt8)])
    func crop(box: PixelBox, corner: UInt8) throws {
        let cut = try numbered(4, 3).crop(x: box.x, y: box.y, width: box.width, height: box.height)
        #expect(cut.bounds == PixelBox(x: 0, y: 0, width: box.width, height: box.height))
        #expect(cut[0, 0].red == corner)
        let last = UInt8((box.y + box.height - 1) * 4 + box.x + box.width - 1)
        #expect(cut[box.width - 1, box.height - 1].red == last)
    }

    @Test(
        "a crop that reaches outside is an error",
        arguments: [
            PixelBox(x: -1, y: 0, width: 2, height: 2), PixelBox(x: 0, y: -1, width: 2, height: 2),
            PixelBox(x: 3, y: 0, width: 2, height: 1), PixelBox(x: 0, y: 2, width: 1, height: 2),
            PixelBox(x: 0, y: 0, width: 0, height: 1), PixelBox(x: 0, y: 0, width: 1, height: -1),
            PixelBox(x: 1, y: 0, width: .max, height: 1), PixelBox(x: .max, y: 0, width: 1, height: 1),
            PixelBox(x: .min, y: 0, width: .max, height: 1),
        ])
    func cropOutside(box: PixelBox) throws {
        let pixels = try numbered(4, 3)
        let error = #expect(throws: PNGError.self) {
            _ = try pixels.crop(x: box.x, y: box.y, width: box.width, height: box.height)
        }
        #expect(error?.code == .outside)
    }

    /// Red counts the pixels.
    private func numbered(_ width: Int, _ height: Int) throws -> Pixels {
        let bytes = (0..<width * height).flatMap { number -> [UInt8] in [UInt8(number), 0, 0, 255] }
        return try Pixels(width: width, height: height, bytes: bytes)
    }
}
