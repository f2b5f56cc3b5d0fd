extension Page {
    /// Brings the element into view.
    package func scroll(to element: ElementRef, within limit: Duration) async throws -> [Wait] {
        try await ready(element, for: .scroll, within: limit).waits
    }

    /// Turns the wheel in the middle of the view, by CSS pixels: what scrolls there scrolls, as it would for a person.
    ///
    /// Returns when it has come to rest.
    package func scroll(dx: Double, dy: Double) async throws {
        struct Place: Decodable, Sendable {
            let x: Double
            let y: Double
        }
        guard let main = frames.first?.id else { return }
        let place: Place = try await ask("awaitWheel")
        let point = CSSPoint(x: place.x, y: place.y)
        let input = [mouse.move(to: point), mouse.wheel(at: point, dx: dx, dy: dy)]
        let _: Int? = try await give(input, thenAsk: "wheelDone", ["2000"], in: main)
    }

    /// Scrolls what scrolls in the middle of the view to its end, or to its beginning.
    package func scrollToEnd(bottom: Bool) async throws {
        struct Place: Decodable, Sendable { let x: Double }
        let _: Place = try await ask("scrollEnd", [String(bottom)])
    }
}
