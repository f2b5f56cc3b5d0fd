/// Where two pictures differ.
///
/// What only the larger of two sizes has counts as different.
package struct PixelDiff: Sendable, Equatable {
    package let differingPixels: Int
    /// Of all pixels that either picture has, 0...1.
    package let fraction: Double
    /// The smallest box around all differences.
    package let box: PixelBox?

    /// - Parameter tolerance: the largest difference of one channel that still counts as equal.
    package init(_ before: Pixels, _ after: Pixels, tolerance: UInt8 = 0) {
        let width = max(before.width, after.width)
        let height = max(before.height, after.height)
        var extent = Extent()
        if before != after {
            for y in 0..<height {
                extent.addRow(y, width: width, before, after, tolerance: Int(tolerance))
            }
        }
        differingPixels = extent.count
        fraction = Double(extent.count) / Double(width * height)
        box = extent.box
    }

    package var isEmpty: Bool { differingPixels == 0 }

    private struct Extent {
        var count = 0
        private var left = Int.max
        private var top = Int.max
        private var right = Int.min
        private var bottom = Int.min

        var box: PixelBox? {
            guard count > 0 else { return nil }
            return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
        }

        mutating func addRow(_ y: Int, width: Int, _ before: Pixels, _ after: Pixels, tolerance: Int) {
            let shared = y < before.height && y < after.height ? min(before.width, after.width) : 0
            var one = y * before.width * 4
            var other = y * after.width * 4
            for x in 0..<shared {
                var isEqual = true
                for channel in 0..<4 {
                    let difference = Int(before.bytes[one + channel]) - Int(after.bytes[other + channel])
                    if abs(difference) > tolerance { isEqual = false }
                }
                if !isEqual { add(x, y) }
                one += 4
                other += 4
            }
            let reach = max(y < before.height ? before.width : 0, y < after.height ? after.width : 0)
            for x in shared..<max(shared, reach) { add(x, y) }
        }

        private mutating func add(_ x: Int, _ y: Int) {
            count += 1
            left = min(left, x)
            right = max(right, x)
            top = min(top, y)
            bottom = max(bottom, y)
        }
    }
}
