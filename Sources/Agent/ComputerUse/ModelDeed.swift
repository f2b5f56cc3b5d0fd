package import CDP

/// One thing that a model did, with the element it came to: what is needed to do it again without a model.
package struct ModelDeed: Sendable {
    /// In words, placeholders for secrets.
    package let text: String
    /// What it was done to, as the page was then; nil for what goes to no element.
    package var touched: Touched?
    /// What it was, when it can be done again.
    package var move: Move?

    package struct Touched: Sendable {
        package let element: PageElement
        package let observation: Observation
        /// In words.
        package let description: String
        /// From the element's top left corner, in CSS pixels of its frame.
        package let offset: CSSPoint
    }
}
