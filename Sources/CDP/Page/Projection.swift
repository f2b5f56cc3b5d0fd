/// How a rectangle is drawn onto the page: moved, scaled, turned, or seen in perspective.
///
/// Maps points of the rectangle to points of the page and back.
struct Projection: Sendable, Equatable {
    /// A 3 by 3 matrix, row by row.
    private let m: [Double]

    static let identity = Projection(m: [1, 0, 0, 0, 1, 0, 0, 0, 1])

    private init(m: [Double]) { self.m = m }

    static func shift(x: Double, y: Double) -> Projection { Projection(m: [1, 0, x, 0, 1, y, 0, 0, 1]) }

    /// The projection that draws a rectangle of `width` by `height` at the origin as `quad`.
    ///
    /// - Parameter quad: Eight numbers: the corners from the top left clockwise. Nil when they span no area.
    init?(width: Double, height: Double, to quad: [Double]) {
        guard quad.count == 8, width > 0, height > 0 else { return nil }
        let (x0, y0, x1, y1) = (quad[0], quad[1], quad[2], quad[3])
        let (x2, y2, x3, y3) = (quad[4], quad[5], quad[6], quad[7])
        let (dx1, dy1, dx2, dy2) = (x1 - x2, y1 - y2, x3 - x2, y3 - y2)
        let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3)
        let area = dx1 * dy2 - dx2 * dy1
        guard abs(area) > 1e-9 else { return nil }
        let g = (sx * dy2 - dx2 * sy) / area
        let h = (dx1 * sy - sx * dy1) / area
        m = [
            (x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0,
            (y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0,
            g / width, h / height, 1,
        ]
    }

    func callAsFunction(_ point: CSSPoint) -> CSSPoint {
        let w = m[6] * point.x + m[7] * point.y + m[8]
        guard abs(w) > 1e-12 else { return point }
        return CSSPoint(
            x: (m[0] * point.x + m[1] * point.y + m[2]) / w,
            y: (m[3] * point.x + m[4] * point.y + m[5]) / w)
    }

    /// The way back; nil for a rectangle that is drawn as a line.
    var inverse: Projection? {
        let cofactors = [
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
        ]
        let determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6]
        guard abs(determinant) > 1e-12 else { return nil }
        return Projection(m: cofactors.map { $0 / determinant })
    }

    /// First this, then `outer`.
    func then(_ outer: Projection) -> Projection {
        var product = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for column in 0..<3 {
                product[row * 3 + column] = (0..<3).reduce(0) {
                    $0 + outer.m[row * 3 + $1] * m[$1 * 3 + column]
                }
            }
        }
        return Projection(m: product)
    }
}
