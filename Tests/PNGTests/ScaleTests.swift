import Testing

@testable import PNG

@Suite struct ScaleTests {
    @Test(
        "every new pixel is the mean of what it covers",
        arguments: [
            (row: [10, 20, 30, 40], width: 2, expected: [15, 35]),
            (row: [10, 20, 30, 40], width: 1, expected: [25]),
            (row: [10, 20, 30, 40], width: 4, expected: [10, 20, 30, 40]),
            (row: [0, 90, 180], width: 2, expected: [30, 150]),
            (row: [10, 20], width: 4, expected: [10, 10, 20, 20]),
            (row: [0, 100], width: 3, expected: [0, 50, 100]),
            (row: [7], width: 3, expected: [7, 7, 7]),
        ] as [(row: [UInt8], width: Int, expected: [UInt8])])
    func means(row: [UInt8], width: Int, expected: [UInt8]) throws {
        let bytes = row.flatMap { grey -> [UInt8] in [grey, grey, grey, 255] }
        let wide = try Pixels(width: row.count, height: 1, bytes: bytes).scale(width: width, height: 1)
        #expect((0..<width).map { wide[$0, 0].green } == expected)
        let tall = try Pixels(width: 1, height: row.count, bytes: bytes).scale(width: 1, height: width)
        #expect((0..<width).map { tall[0, $0].green } == expected)
    }

    @Test("invisible pixels lend no colour")
    func alpha() throws {
        let pixels = try Pixels(width: 2, height: 1, bytes: [200, 0, 0, 255, 0, 0, 200, 0])
        let mixed = try pixels.scale(width: 1, height: 1)
        #expect(mixed[0, 0] == Color(red: 200, green: 0, blue: 0, alpha: 128))
        let nothing = try Pixels(width: 2, height: 1, filledWith: Color(red: 9, green: 9, blue: 9, alpha: 0))
        #expect(try nothing.scale(width: 1, height: 1)[0, 0].alpha == 0)
    }

    @Test("a uniform picture stays what it is", arguments: [(1, 1), (3, 7), (50, 20), (64, 64)])
    func uniform(width: Int, height: Int) throws {
        let color = Color(red: 1, green: 128, blue: 254, alpha: 77)
        let scaled = try Pixels(width: 31, height: 17, filledWith: color).scale(width: width, height: height)
        #expect(try scaled == Pixels(width: width, height: height, filledWith: color))
    }

    @Test("a size without pixels is an error", arguments: [(0, 1), (1, 0), (-1, 5)])
    func empty(width: Int, height: Int) throws {
        let pixels = try Pixels(width: 2, height: 2, filledWith: .white)
        #expect(throws: PNGError.self) { _ = try pixels.scale(width: width, height: height) }
    }
}
