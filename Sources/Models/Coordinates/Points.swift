/// What a coordinate counts: points of different spaces are different types, and only `CoordinateMap` goes between them.
package enum Space {
    /// The page's viewport in CSS pixels: what the browser's mouse wants.
    package enum Page {}
    /// A picture in the picture's own pixels.
    package enum Image {}
    /// As a model writes it, in whatever it counts.
    package enum Model {}
}

package struct Point<Space>: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

package struct Box<Space>: Sendable, Hashable {
    package var from: Point<Space>
    package var to: Point<Space>

    package init(_ from: Point<Space>, _ to: Point<Space>) {
        self.from = from
        self.to = to
    }

    package var centre: Point<Space> { Point((from.x + to.x) / 2, (from.y + to.y) / 2) }
}

package typealias PagePoint = Point<Space.Page>
package typealias ImagePoint = Point<Space.Image>
package typealias ModelPoint = Point<Space.Model>
package typealias PageBox = Box<Space.Page>
package typealias ModelBox = Box<Space.Model>
