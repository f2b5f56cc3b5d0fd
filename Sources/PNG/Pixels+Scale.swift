extension Pixels {
    /// A picture of another size; every new pixel is the mean of the area it covers, colours weighted by
    /// alpha.
    package func scale(width newWidth: Int, height newHeight: Int) throws(PNGError) -> Pixels {
        let count = try Self.byteCount(newWidth, newHeight)
        guard newWidth != width || newHeight != height else { return self }
        let columns = Self.shares(of: width, over: newWidth)
        let rows = Self.shares(of: height, over: newHeight)
        var scaled: [UInt8] = []
        scaled.reserveCapacity(count)
        for row in rows {
            for column in columns { append(mean(of: column, row), to: &scaled) }
        }
        return try Pixels(width: newWidth, height: newHeight, bytes: scaled)
    }

    /// Which old pixels one new pixel covers along one axis, and how much of the first and the last of them.
    private struct Share {
        let first: Int
        let last: Int
        let firstWeight: Int
        let fullWeight: Int
        let lastWeight: Int

        func weight(at index: Int) -> Int {
            index == first ? firstWeight : index == last ? lastWeight : fullWeight
        }
    }

    /// In units of 1/`new` of an old pixel everything is whole numbers: a new pixel is `old` units long.
    private static func shares(of old: Int, over new: Int) -> [Share] {
        (0..<new).map { index in
            let start = index * old
            let end = start + old
            let first = start / new
            let last = (end - 1) / new
            return Share(
                first: first, last: last, firstWeight: min(end, (first + 1) * new) - start, fullWeight: new,
                lastWeight: end - last * new)
        }
    }

    private struct Sum {
        var red = 0
        var green = 0
        var blue = 0
        var alpha = 0
        var weight = 0
    }

    private func mean(of column: Share, _ row: Share) -> Sum {
        var sum = Sum()
        for y in row.first...row.last {
            let rowWeight = row.weight(at: y)
            for x in column.first...column.last {
                let weight = rowWeight * column.weight(at: x)
                let at = (y * width + x) * 4
                let alpha = weight * Int(bytes[at + 3])
                sum.red += alpha * Int(bytes[at])
                sum.green += alpha * Int(bytes[at + 1])
                sum.blue += alpha * Int(bytes[at + 2])
                sum.alpha += alpha
                sum.weight += weight
            }
        }
        return sum
    }

    private func append(_ sum: Sum, to bytes: inout [UInt8]) {
        guard sum.alpha > 0 else {
            bytes.append(contentsOf: [0, 0, 0, 0])
            return
        }
        for color in [sum.red, sum.green, sum.blue] {
            bytes.append(UInt8((color + sum.alpha / 2) / sum.alpha))
        }
        bytes.append(UInt8((sum.alpha + sum.weight / 2) / sum.weight))
    }
}
