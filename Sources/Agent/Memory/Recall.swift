/// Looks for a remembered element among those of a page.
///
/// Pure: it needs nothing but a look that was taken anyway.
struct Recall: Sendable {
    let index: PageIndex
    let mask: MemoryMask
    var reader: SignReader { SignReader(index: index, mask: mask) }

    /// The places of all that may be the element; it is known again only when there is exactly one.
    func places(of locator: Locator) -> [Int] {
        var fitting: [(place: Int, isExact: Bool)] = []
        let name = locator[.name].map { NormalText($0).plain }
        for place in index.elements.indices where isPossible(place, for: locator, name) {
            let found = reader.locator(at: place)
            guard Agreement(locator, found).isEnough else { continue }
            fitting.append((place, found.signs == locator.signs))
        }
        let exact = fitting.filter(\.isExact)
        return (exact.count == 1 ? exact : fitting).map(\.place)
    }

    /// Whether an element that the flow's words led to is of the remembered kind.
    func vouches(_ locator: Locator, for place: Int) -> Bool {
        let found = reader.locator(at: place)
        return locator.signs.allSatisfy { sign, was in found[sign].map { sign.agrees(was, $0) } ?? false }
    }

    /// What is most like it, and how that differs; nil when nothing on the page is of its kind or name.
    func nearest(to locator: Locator) -> (place: Int, agreement: Agreement)? {
        var best: (place: Int, agreement: Agreement)?
        for place in index.elements.indices where index.elements[place].role == locator[.role] {
            let agreement = Agreement(locator, reader.locator(at: place))
            guard agreement.agreed.subtracting([.role, .tag, .landmark, .path, .heading]).count > 0 else {
                continue
            }
            if agreement.agreed.count > best?.agreement.agreed.count ?? 0 { best = (place, agreement) }
        }
        return best
    }

    /// The cheap questions first: pages have thousands of elements.
    private func isPossible(_ place: Int, for locator: Locator, _ name: String?) -> Bool {
        let element = index.elements[place]
        guard element.role == locator[.role], element.isVisible || locator.isHidden else { return false }
        if index.hasModal, !element.states.contains(.inModal) { return false }
        guard let own = reader.primaryName(at: place) else { return name == nil }
        // A masked text is compared as the page's is when it is masked too.
        return index.names[place][own].text.plain == name || mask.changes(element.names[own].text)
    }
}
