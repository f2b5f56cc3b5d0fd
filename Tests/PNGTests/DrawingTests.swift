import Testing

@testable import PNG

@Suite struct DrawingTests {
    @Test("an outline is a frame inside its box")
    func outline() throws {
        let drawn = try drawing {
            $0.outline(PixelBox(x: 1, y: 1, width: 5, height: 4), color: .black, width: 1)
        }
        #expect(
            drawn == [
                ".......",
                ".#####.",
                ".#...#.",
                ".#...#.",
                ".#####.",
                ".......",
            ])
    }

    @Test("a frame thicker than its box fills the box and no more")
    func thick() throws {
        let drawn = try drawing {
            $0.outline(PixelBox(x: 2, y: 2, width: 2, height: 1), color: .black, width: 9)
        }
        #expect(drawn == [".......", ".......", "..##...", ".......", ".......", "......."])
    }

    @Test("a cross has its middle where it points")
    func cross() throws {
        let drawn = try drawing { $0.drawCross(x: 3, y: 2, reach: 2, color: .black, width: 1) }
        #expect(
            drawn == [
                "...#...",
                "...#...",
                ".#####.",
                "...#...",
                "...#...",
                ".......",
            ])
    }

    @Test("what is outside is left out")
    func clipped() throws {
        let crossed = try drawing { $0.drawCross(x: 0, y: 0, reach: 2, color: .black, width: 1) }
        #expect(crossed == ["###....", "#......", "#......", ".......", ".......", "......."])
        let framed = try drawing {
            $0.outline(PixelBox(x: -3, y: -3, width: 5, height: 5), color: .black, width: 1)
        }
        #expect(framed == [".#.....", "##.....", ".......", ".......", ".......", "......."])
        let nothing = try drawing {
            $0.drawRectangle(PixelBox(x: 7, y: 0, width: .max, height: .max), color: .black)
        }
        #expect(nothing == [String](repeating: ".......", count: 6))
    }

    private func drawing(_ draw: (inout Pixels) -> Void) throws -> [String] {
        var pixels = try Pixels(width: 7, height: 6, filledWith: .white)
        draw(&pixels)
        return (0..<6).map { y in
            String((0..<7).map { x in pixels[x, y] == .black ? "#" : "." })
        }
    }
}
