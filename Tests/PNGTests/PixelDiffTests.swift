import Testing

@testable import PNG

@Suite struct PixelDiffTests {
    @Test("equal pictures have no difference")
    func equal() throws {
        let pixels = try Pixels(width: 3, height: 3, filledWith: .white)
        let diff = PixelDiff(pixels, pixels)
        #expect(diff.isEmpty)
        #expect(diff.fraction == 0)
        #expect(diff.box == nil)
    }

    @Test(
        "the box is as small as can be",
        arguments: [
            (points: [[0, 0]], box: PixelBox(x: 0, y: 0, width: 1, height: 1)),
            (points: [[4, 3]], box: PixelBox(x: 4, y: 3, width: 1, height: 1)),
            (points: [[1, 2], [3, 1]], box: PixelBox(x: 1, y: 1, width: 3, height: 2)),
            (points: [[0, 3], [4, 0], [2, 2]], box: PixelBox(x: 0, y: 0, width: 5, height: 4)),
        ])
    func boxes(points: [[Int]], box: PixelBox) throws {
        let before = try Pixels(width: 5, height: 4, filledWith: .white)
        var after = before
        for point in points { after[point[0], point[1]] = .black }
        let diff = PixelDiff(before, after)
        #expect(diff.box == box)
        #expect(diff.differingPixels == points.count)
        #expect(diff.fraction == Double(points.count) / 20)
        #expect(PixelDiff(after, before) == diff)
    }

    @Test(
        "a difference up to the tolerance is none", arguments: [(UInt8(4), true), (5, false), (255, false)])
    func tolerance(tolerance: UInt8, isSeen: Bool) throws {
        let before = try Pixels(width: 2, height: 1, filledWith: Color(red: 10, green: 10, blue: 10))
        var after = before
        after[1, 0].blue = 5
        #expect(PixelDiff(before, after, tolerance: tolerance).isEmpty == !isSeen)
    }

    @Test("what only one of two sizes has differs")
    func sizes() throws {
        let small = try Pixels(width: 2, height: 2, filledWith: .white)
        let wide = try Pixels(width: 4, height: 2, filledWith: .white)
        let tall = try Pixels(width: 2, height: 3, filledWith: .white)
        #expect(PixelDiff(small, wide).box == PixelBox(x: 2, y: 0, width: 2, height: 2))
        #expect(PixelDiff(tall, small).box == PixelBox(x: 0, y: 2, width: 2, height: 1))
        let both = PixelDiff(wide, tall)
        #expect(both.differingPixels == 6)
        #expect(both.fraction == 0.5)
        #expect(both.box == PixelBox(x: 0, y: 0, width: 4, height: 3))
    }
}
