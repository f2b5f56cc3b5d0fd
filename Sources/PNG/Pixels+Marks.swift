// Marks on a picture of a page: seen at a glance, on light and dark, without hiding what they mark.
extension Pixels {
    /// Draws a rounded frame around `box`, with a light rim so that it stands out from any ground.
    ///
    /// - Parameter isDashed: For what was only considered.
    package mutating func mark(_ box: PixelBox, color: Color, isDashed: Bool = false) {
        guard !box.isEmpty else { return }
        let around = RoundedBox(box, margin: 4, radius: 6)
        draw(around, thickness: 5, color: .white, opacity: 0.85)
        draw(around, thickness: 2.6, color: color, dash: isDashed ? (on: 8, of: 13) : nil)
    }

    /// Draws a mouse pointer with its tip at `x`, `y`, in a ring that leads the eye to it.
    package mutating func drawPointer(x: Int, y: Int, color: Color) {
        let ring = RoundedBox(PixelBox(x: x, y: y, width: 1, height: 1), margin: 14, radius: 14.5)
        draw(ring, thickness: 29, color: color, opacity: 0.22, isFilled: true)
        draw(ring, thickness: 4, color: .white, opacity: 0.8)
        draw(ring, thickness: 2, color: color)
        for row in -2..<24 {
            for column in -2..<16 {
                let distance = Arrow.distance(Double(column) + 0.5, Double(row) + 0.5)
                blend(x + column, y + row, .white, opacity: 1.9 - distance)
                blend(x + column, y + row, .black, opacity: 0.5 - distance)
            }
        }
    }

    /// Mixes a colour into one pixel; outside the picture nothing happens.
    package mutating func blend(_ x: Int, _ y: Int, _ color: Color, opacity: Double) {
        guard opacity > 0, x >= 0, y >= 0, x < width, y < height else { return }
        let share = min(1, opacity)
        let before = self[x, y]
        func mix(_ old: UInt8, _ new: UInt8) -> UInt8 {
            UInt8((Double(old) * (1 - share) + Double(new) * share).rounded())
        }
        self[x, y] = Color(
            red: mix(before.red, color.red), green: mix(before.green, color.green),
            blue: mix(before.blue, color.blue), alpha: max(before.alpha, mix(before.alpha, 255)))
    }

    private mutating func draw(
        _ shape: RoundedBox, thickness: Double, color: Color, opacity: Double = 1,
        dash: (on: Int, of: Int)? = nil, isFilled: Bool = false
    ) {
        let reach = Int(thickness / 2) + 2
        let outer = shape.bounds(grownBy: reach).intersection(bounds)
        guard !outer.isEmpty else { return }
        // Nothing of a frame is this far inside of it.
        let inner = shape.bounds(grownBy: -max(reach, Int(shape.radius) + reach))
        for y in outer.y..<(outer.y + outer.height) {
            var x = outer.x
            while x < outer.x + outer.width {
                let isInside = !inner.isEmpty && y >= inner.y && y < inner.y + inner.height && x == inner.x
                if isInside, !isFilled {
                    x = inner.x + inner.width
                    continue
                }
                defer { x += 1 }
                if let dash, !shape.isOnDash(x, y, dash) { continue }
                let distance = shape.distance(Double(x) + 0.5, Double(y) + 0.5)
                let edge = isFilled ? distance : abs(distance) - thickness / 2
                blend(x, y, color, opacity: min(1, 0.5 - edge) * opacity)
            }
        }
    }
}

/// A box with round corners; tells how far a point is from its edge.
private struct RoundedBox {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
    let radius: Double

    init(_ box: PixelBox, margin: Int, radius: Double) {
        left = Double(box.x - margin)
        top = Double(box.y - margin)
        right = Double(box.x + box.width + margin)
        bottom = Double(box.y + box.height + margin)
        self.radius = min(radius, min(right - left, bottom - top) / 2)
    }

    func bounds(grownBy reach: Int) -> PixelBox {
        PixelBox(
            x: Int(left) - reach, y: Int(top) - reach, width: Int(right - left) + 2 * reach,
            height: Int(bottom - top) + 2 * reach)
    }

    /// Negative inside.
    func distance(_ x: Double, _ y: Double) -> Double {
        let across = max(left + radius - x, x - (right - radius))
        let down = max(top + radius - y, y - (bottom - radius))
        let corner = (max(across, 0) * max(across, 0) + max(down, 0) * max(down, 0)).squareRoot()
        return corner + min(max(across, down), 0) - radius
    }

    func isOnDash(_ x: Int, _ y: Int, _ dash: (on: Int, of: Int)) -> Bool {
        let toSide = min(abs(Double(x) - left), abs(Double(x) - right))
        let toEnd = min(abs(Double(y) - top), abs(Double(y) - bottom))
        let along = toEnd < toSide ? x - Int(left) : y - Int(top)
        return along % dash.of < dash.on
    }
}

/// The shape of the pointer every desktop knows, its tip at the origin.
private enum Arrow {
    private static let corners: [(x: Double, y: Double)] = [
        (0, 0), (0, 17), (4, 13.2), (6.8, 19.8), (9.4, 18.7), (6.6, 12.2), (12, 12),
    ]

    /// From the edge, negative inside.
    static func distance(_ x: Double, _ y: Double) -> Double {
        var nearest = Double.infinity
        var isInside = false
        for (index, from) in corners.enumerated() {
            let to = corners[(index + 1) % corners.count]
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let along = max(0, min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)))
            let (gapX, gapY) = (x - from.x - along * dx, y - from.y - along * dy)
            nearest = min(nearest, (gapX * gapX + gapY * gapY).squareRoot())
            if (from.y > y) != (to.y > y), x < (to.x - from.x) * (y - from.y) / (to.y - from.y) + from.x {
                isInside.toggle()
            }
        }
        return isInside ? -nearest : nearest
    }
}
