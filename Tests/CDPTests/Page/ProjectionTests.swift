import Testing

@testable import CDP

@Suite struct ProjectionTests {
    private static let quads: [[Double]] = [
        [10, 20, 110, 20, 110, 70, 10, 70],  // moved
        [10, 20, 60, 20, 60, 45, 10, 45],  // half the size
        [100, 0, 200, 100, 150, 150, 50, 50],  // turned
        [0, 0, 100, 10, 90, 60, 5, 50],  // in perspective
        [110, 20, 10, 20, 10, 70, 110, 70],  // mirrored
    ]

    @Test("corners fall on corners, and every point comes back", arguments: quads)
    func corners(quad: [Double]) throws {
        let projection = try #require(Projection(width: 100, height: 50, to: quad))
        for (index, corner) in [(0.0, 0.0), (100, 0), (100, 50), (0, 50)].enumerated() {
            let point = projection(CSSPoint(x: corner.0, y: corner.1))
            #expect(abs(point.x - quad[index * 2]) < 1e-6 && abs(point.y - quad[index * 2 + 1]) < 1e-6)
        }
        let inverse = try #require(projection.inverse)
        let point = inverse(projection(CSSPoint(x: 33, y: 7)))
        #expect(abs(point.x - 33) < 1e-6 && abs(point.y - 7) < 1e-6)
    }

    @Test("one after the other is as one")
    func product() throws {
        let inner = try #require(Projection(width: 100, height: 50, to: Self.quads[2]))
        let outer = try #require(Projection(width: 300, height: 300, to: Self.quads[3]))
        let point = CSSPoint(x: 12, y: 34)
        let (one, two) = (inner.then(outer)(point), outer(inner(point)))
        #expect(abs(one.x - two.x) < 1e-9 && abs(one.y - two.y) < 1e-9)
    }

    @Test(
        "what has no area has no projection",
        arguments: [[], [1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 9, 0, 9, 0, 0, 0]])
    func flat(quad: [Double]) {
        #expect(Projection(width: 100, height: 50, to: quad) == nil)
    }
}
