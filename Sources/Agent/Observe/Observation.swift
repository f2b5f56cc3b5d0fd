package import CDP

/// What a page holds at one moment: the elements of all its frames.
package struct Observation: Sendable {
    package var url: String
    package var title: String
    package var elements: [PageElement] { index.elements }
    let index: PageIndex
    /// The frames in the order the elements count them.
    package var frames: [FrameID]
    /// Whether the page was too big to be listed whole.
    package var isTruncated: Bool
    /// The text a person sees, all frames one after the other; empty when it was not asked for.
    package var text: String

    /// The element as the page knows it.
    package func ref(_ element: PageElement) -> ElementRef {
        ElementRef(frame: frames[element.frame], number: element.ref)
    }
}

/// What a selector found.
package struct Selection: Sendable {
    package var ids: [ElementID]
    /// Those of them that the scan had not listed.
    package var elements: [PageElement]
    /// Why the selector could not be read.
    package var problem: String?
}
