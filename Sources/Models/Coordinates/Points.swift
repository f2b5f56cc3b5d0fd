/// A point of the page's viewport in CSS pixels: what the browser's mouse wants.
package struct PagePoint: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A point of a picture in the picture's own pixels.
package struct ImagePoint: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A point as a model writes it, in whatever it counts.
package struct ModelPoint: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle as a model writes it.
package struct ModelBox: Sendable, Hashable {
    package var from: ModelPoint
    package var to: ModelPoint

    package init(_ from: ModelPoint, _ to: ModelPoint) {
        self.from = from
        self.to = to
    }

    package var centre: ModelPoint { ModelPoint((from.x + to.x) / 2, (from.y + to.y) / 2) }
}

/// A rectangle of the page's viewport in CSS pixels.
package struct PageBox: Sendable, Hashable {
    package var from: PagePoint
    package var to: PagePoint

    package init(_ from: PagePoint, _ to: PagePoint) {
        self.from = from
        self.to = to
    }
}
