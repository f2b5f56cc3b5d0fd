import CDP

extension Page {
    /// Where on the page an element's top left corner is that a look has found in `frame`.
    func corner(of element: PageElement, in frame: FrameID) async throws -> CSSPoint {
        try await place(of: CSSPoint(x: Double(element.box.x), y: Double(element.box.y)), in: frame)
    }
}
