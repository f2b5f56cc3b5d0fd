import Testing

@testable import PNG

@Suite struct RepackTests {
    /// Flat areas with some fine print, as pages have.
    private func page(_ width: Int, _ height: Int, alpha: UInt8 = 255) throws -> Pixels {
        var pixels = try Pixels(width: width, height: height, filledWith: .white)
        pixels.fill(
            PixelBox(x: width / 4, y: 0, width: width / 2, height: height / 3),
            with: Color(red: 30, green: 60, blue: 120, alpha: alpha))
        for x in stride(from: 0, to: width, by: 3) {
            pixels[x, (x * 7) % height] = Color(red: UInt8(x % 256), green: 10, blue: 200, alpha: alpha)
        }
        return pixels
    }

    @Test("a repacked picture is smaller and the same", arguments: [(640, 480, UInt8(255)), (333, 77, 128)])
    func smaller(width: Int, height: Int, alpha: UInt8) throws {
        let pixels = try page(width, height, alpha: alpha)
        let file = try PNGEncoder.encode(pixels)
        let repacked = PNGRepacker.repack(file)
        #expect(repacked.count < file.count)
        #expect(try PNGDecoder.decode(repacked) == pixels)
    }

    @Test("never larger: what is packed well already stays as it is")
    func twice() throws {
        let once = PNGRepacker.repack(try PNGEncoder.encode(try page(200, 100)))
        #expect(PNGRepacker.repack(once) == once)
    }

    @Test("what is no whole PNG stays as it is", arguments: [0, 1, 8, 30, 33, 60, 400])
    func broken(count: Int) throws {
        let file = Array(try PNGEncoder.encode(try page(300, 200)).prefix(count))
        #expect(PNGRepacker.repack(file) == file)
    }

    @Test("a changed byte anywhere is survived")
    func damaged() throws {
        let file = try PNGEncoder.encode(try page(120, 40))
        for at in stride(from: 0, to: file.count, by: 7) {
            var bad = file
            bad[at] ^= 0x5A
            #expect(PNGRepacker.repack(bad).count <= bad.count)
        }
    }
}

@Suite struct MarkTests {
    @Test("a frame goes around its box and leaves what is inside alone")
    func frame() throws {
        var pixels = try Pixels(width: 100, height: 60, filledWith: .black)
        pixels.mark(PixelBox(x: 30, y: 20, width: 40, height: 20), color: .marker)
        #expect(pixels[50, 16] == .marker)
        #expect(pixels[26, 30] == .marker)
        #expect(pixels[74, 30] == .marker)
        for y in 20..<40 { for x in 30..<70 { #expect(pixels[x, y] == .black) } }
        #expect(pixels[10, 5] == .black)
    }

    @Test("a dashed frame has gaps")
    func dashes() throws {
        var pixels = try Pixels(width: 100, height: 60, filledWith: .black)
        pixels.mark(PixelBox(x: 20, y: 20, width: 60, height: 20), color: .marker, isDashed: true)
        let top = (25..<75).map { pixels[$0, 16] == .marker }
        #expect(top.contains(true) && top.contains(false))
    }

    @Test("the pointer's tip is where it was said to be")
    func pointer() throws {
        var pixels = try Pixels(width: 80, height: 80, filledWith: .white)
        pixels.drawPointer(x: 40, y: 40, color: .marker)
        #expect(pixels[41, 44] == .black)
        #expect(pixels[40, 25] == .marker || pixels[40, 26] == .marker)
        #expect(pixels[5, 5] == .white)
    }

    @Test(
        "marks that lie partly or wholly outside, or are of no size, do no harm",
        arguments: [
            PixelBox(x: -50, y: -50, width: 80, height: 80), PixelBox(x: 90, y: 40, width: 500, height: 500),
            PixelBox(x: 1_000_000, y: 5, width: 10, height: 10), PixelBox(x: 5, y: 5, width: 0, height: 10),
            PixelBox(x: -1_000_000, y: -1_000_000, width: 2_000_000, height: 2_000_000),
            PixelBox(x: 10, y: 10, width: 1, height: 1),
        ])
    func outside(box: PixelBox) throws {
        var pixels = try Pixels(width: 100, height: 60, filledWith: .white)
        pixels.mark(box, color: .marker)
        pixels.mark(box, color: .marker, isDashed: true)
        pixels.drawPointer(x: box.x, y: box.y, color: .marker)
        #expect(pixels.bytes.count == 100 * 60 * 4)
    }
}
