/// A point that is not on the picture.
///
/// It is told to the model, never moved to where it might have been meant.
package struct OutOfRange: Error, Sendable, Hashable, CustomStringConvertible {
    package let x: Double
    package let y: Double
    /// The largest x and y there are.
    package let most: ModelPoint

    package var description: String {
        "(\(Self.short(x)), \(Self.short(y))) is outside the screenshot, which ends at "
            + "(\(Self.short(most.x)), \(Self.short(most.y)))."
    }

    private static func short(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

/// The one place where points go from one space to another.
package struct CoordinateMap: Sendable, Hashable {
    package let profile: CoordinateProfile
    /// The picture that was sent.
    package let image: PixelSize
    /// The viewport that it shows, in CSS pixels.
    package let viewport: PageBox

    /// - Parameter viewport: Width and height in CSS pixels.
    package init(profile: CoordinateProfile, image: PixelSize, viewport: (width: Double, height: Double)) {
        self.profile = profile
        self.image = image
        self.viewport = PageBox(PagePoint(0, 0), PagePoint(viewport.width, viewport.height))
    }

    /// What the model's numbers run to.
    package var extent: ModelPoint {
        switch profile {
        case .pixels: ModelPoint(Double(image.width), Double(image.height))
        case .thousandths, .thousandthsRowFirst: ModelPoint(1000, 1000)
        case .fractions: ModelPoint(1, 1)
        case .resized(let resize):
            ModelPoint(Double(resize.size(of: image).width), Double(resize.size(of: image).height))
        }
    }

    /// Where on the page the model means; a pixel's number stands for its middle.
    package func page(_ point: ModelPoint) throws(OutOfRange) -> PagePoint {
        guard isCounting else { return try page(edge: point) }
        guard point.x < extent.x, point.y < extent.y else {
            throw OutOfRange(x: point.x, y: point.y, most: last)
        }
        func middle(_ value: Double) -> Double { value == value.rounded() ? value + 0.5 : value }
        // The point is checked as it was written: what is below zero stays so.
        _ = try page(edge: point)
        return try page(edge: ModelPoint(middle(point.x), middle(point.y)))
    }

    /// The part of the page the model means; a box's numbers name edges.
    package func page(_ box: ModelBox) throws(OutOfRange) -> PageBox {
        let one = try page(edge: box.from)
        let other = try page(edge: box.to)
        return PageBox(
            PagePoint(min(one.x, other.x), min(one.y, other.y)),
            PagePoint(max(one.x, other.x), max(one.y, other.y)))
    }

    /// How the model would write a point of the page.
    package func model(_ point: PagePoint) -> ModelPoint {
        let part = ModelPoint(point.x / viewport.to.x * extent.x, point.y / viewport.to.y * extent.y)
        switch profile {
        case .fractions: return part
        case .pixels, .resized: return ModelPoint(part.x.rounded(.down), part.y.rounded(.down))
        case .thousandths, .thousandthsRowFirst: return ModelPoint(part.x.rounded(), part.y.rounded())
        }
    }

    package func image(_ point: PagePoint) -> ImagePoint {
        ImagePoint(
            point.x / viewport.to.x * Double(image.width), point.y / viewport.to.y * Double(image.height))
    }

    /// Whether the model numbers pixels instead of measuring.
    private var isCounting: Bool {
        switch profile {
        case .pixels, .resized: true
        case .thousandths, .thousandthsRowFirst, .fractions: false
        }
    }

    private var last: ModelPoint { isCounting ? ModelPoint(extent.x - 1, extent.y - 1) : extent }

    private func page(edge point: ModelPoint) throws(OutOfRange) -> PagePoint {
        guard (0...extent.x).contains(point.x), (0...extent.y).contains(point.y) else {
            throw OutOfRange(x: point.x, y: point.y, most: last)
        }
        // The far edge itself belongs to what lies beyond it.
        return PagePoint(
            min(point.x / extent.x * viewport.to.x, viewport.to.x.nextDown),
            min(point.y / extent.y * viewport.to.y, viewport.to.y.nextDown))
    }
}
