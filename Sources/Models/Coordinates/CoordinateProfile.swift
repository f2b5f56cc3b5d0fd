/// How a model counts when it names a point of the picture it was sent.
package enum CoordinateProfile: Sendable, Hashable {
    /// Pixels of the picture.
    case pixels
    /// Thousandths of the picture's width and height.
    case thousandths
    /// Parts of one.
    case fractions
    /// Pixels of the picture as the model's own preparation has resized it.
    case resized(SmartResize)
    /// Thousandths, boxes as [top, left, bottom, right].
    case thousandthsRowFirst

    /// Whether a list of numbers names the vertical position first.
    package var isRowFirst: Bool { self == .thousandthsRowFirst }
}

extension CoordinateProfile: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let profile = Self(name: name) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "no coordinates \"\(name)\"; one of \(Self.names.joined(separator: ", "))")
        }
        self = profile
    }

    private static let names = [
        "pixels", "thousandths", "fractions", "resized-28", "resized-32", "thousandths-row-first",
    ]

    /// The name it has in a table of models.
    package init?(name: String) {
        switch name {
        case "pixels": self = .pixels
        case "thousandths": self = .thousandths
        case "fractions": self = .fractions
        case "resized-28": self = .resized(.factor28)
        case "resized-32": self = .resized(.factor32)
        case "thousandths-row-first": self = .thousandthsRowFirst
        default: return nil
        }
    }
}

/// The resizing that models of the Qwen-VL line do to every picture before they look at it.
package struct SmartResize: Sendable, Hashable {
    /// Both sides become a multiple of it.
    package var factor: Int
    package var fewestPixels: Int
    package var mostPixels: Int

    package static let factor28 = SmartResize(
        factor: 28, fewestPixels: 100 * 28 * 28, mostPixels: 16384 * 28 * 28)
    package static let factor32 = SmartResize(
        factor: 32, fewestPixels: 64 * 32 * 32, mostPixels: 16384 * 32 * 32)

    package init(factor: Int, fewestPixels: Int, mostPixels: Int) {
        self.factor = factor
        self.fewestPixels = fewestPixels
        self.mostPixels = mostPixels
    }

    package func size(of picture: PixelSize) -> PixelSize {
        let width = Double(picture.width)
        let height = Double(picture.height)
        let edge = Double(factor)
        func multiple(_ length: Double, _ rule: FloatingPointRoundingRule) -> Int {
            max(factor, Int((length / edge).rounded(rule)) * factor)
        }
        let near = PixelSize(
            multiple(width, .toNearestOrEven), multiple(height, .toNearestOrEven))
        let pixels = near.width * near.height
        if pixels > mostPixels {
            let shrink = (width * height / Double(mostPixels)).squareRoot()
            return PixelSize(multiple(width / shrink, .down), multiple(height / shrink, .down))
        }
        if pixels < fewestPixels {
            let grow = (Double(fewestPixels) / (width * height)).squareRoot()
            return PixelSize(multiple(width * grow, .up), multiple(height * grow, .up))
        }
        return near
    }
}
