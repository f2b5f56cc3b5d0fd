/// A rectangle of whole pixels; its right and bottom edges are just outside.
package struct PixelBox: Sendable, Hashable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var isEmpty: Bool { width <= 0 || height <= 0 }

    /// The part both have; empty when they do not touch.
    package func intersection(_ other: PixelBox) -> PixelBox {
        let left = max(x, other.x)
        let top = max(y, other.y)
        let right = min(Self.end(x, width), Self.end(other.x, other.width))
        let bottom = min(Self.end(y, height), Self.end(other.y, other.height))
        guard left < right, top < bottom else { return PixelBox(x: left, y: top, width: 0, height: 0) }
        return PixelBox(x: left, y: top, width: right - left, height: bottom - top)
    }

    package func contains(_ other: PixelBox) -> Bool {
        !other.isEmpty && intersection(other) == other
    }

    private static func end(_ start: Int, _ length: Int) -> Int {
        let (sum, overflow) = start.addingReportingOverflow(length)
        return overflow ? (length > 0 ? Int.max : Int.min) : sum
    }
}
