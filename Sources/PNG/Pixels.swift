/// A picture as rows of RGBA bytes from the top left; never without pixels.
package struct Pixels: Sendable, Equatable {
    package let width: Int
    package let height: Int
    /// Four bytes per pixel: red, green, blue, alpha (not multiplied in).
    package private(set) var bytes: [UInt8]

    package init(width: Int, height: Int, bytes: [UInt8]) throws(PNGError) {
        let count = try Self.byteCount(width, height)
        guard bytes.count == count else {
            throw PNGError(.badSize, "\(width)x\(height) takes \(count) bytes, not \(bytes.count)")
        }
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    package init(width: Int, height: Int, filledWith color: Color) throws(PNGError) {
        let count = try Self.byteCount(width, height)
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: color.red, count: count)
        fill(bounds, with: color)
    }

    package var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }

    /// `x` and `y` must be inside the picture.
    package subscript(x: Int, y: Int) -> Color {
        get {
            let at = offset(x, y)
            return Color(red: bytes[at], green: bytes[at + 1], blue: bytes[at + 2], alpha: bytes[at + 3])
        }
        set {
            let at = offset(x, y)
            bytes[at] = newValue.red
            bytes[at + 1] = newValue.green
            bytes[at + 2] = newValue.blue
            bytes[at + 3] = newValue.alpha
        }
    }

    /// All pixels are the same: most often a page that has painted nothing.
    package var isUniform: Bool {
        // Every byte equals the one a pixel before it.
        bytes.dropFirst(4).elementsEqual(bytes.dropLast(4))
    }

    package var isOpaque: Bool {
        stride(from: 3, to: bytes.count, by: 4).allSatisfy { bytes[$0] == 255 }
    }

    /// Copies one part; all of it has to be inside the picture.
    package func crop(x: Int, y: Int, width: Int, height: Int) throws(PNGError) -> Pixels {
        let part = PixelBox(x: x, y: y, width: width, height: height)
        guard bounds.contains(part) else {
            throw PNGError(.outside, "\(width)x\(height) at \(x),\(y) of \(self.width)x\(self.height)")
        }
        var cut: [UInt8] = []
        cut.reserveCapacity(width * height * 4)
        for row in y..<y + height {
            let start = offset(x, row)
            cut.append(contentsOf: bytes[start..<start + width * 4])
        }
        return try Pixels(width: width, height: height, bytes: cut)
    }

    /// Paints the part of `box` that is inside the picture.
    package mutating func fill(_ box: PixelBox, with color: Color) {
        let part = box.intersection(bounds)
        guard !part.isEmpty else { return }
        for y in part.y..<part.y + part.height {
            for x in part.x..<part.x + part.width { self[x, y] = color }
        }
    }

    static func byteCount(_ width: Int, _ height: Int) throws(PNGError) -> Int {
        guard width > 0, height > 0 else { throw PNGError(.badSize, "\(width)x\(height)") }
        let (pixels, isTooMany) = width.multipliedReportingOverflow(by: height)
        let (count, isTooLarge) = pixels.multipliedReportingOverflow(by: 4)
        guard !isTooMany, !isTooLarge else { throw PNGError(.tooLarge, "\(width)x\(height)") }
        return count
    }

    private func offset(_ x: Int, _ y: Int) -> Int {
        precondition(x >= 0 && x < width && y >= 0 && y < height, "pixel \(x),\(y) of \(width)x\(height)")
        return (y * width + x) * 4
    }
}

extension Pixels {
    /// The mean brightness of a part, from 0 to 255, told from every other pixel of every other line.
    package func brightness(_ columns: Range<Int>, _ rows: Range<Int>) -> Double {
        var sum = 0
        var count = 0
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
            let line = row * width
            for column in stride(from: columns.lowerBound, to: columns.upperBound, by: 2) {
                let at = (line + column) * 4
                sum += Int(bytes[at]) + Int(bytes[at + 1]) + Int(bytes[at + 2])
                count += 3
            }
        }
        return count == 0 ? 0 : Double(sum) / Double(count)
    }
}
