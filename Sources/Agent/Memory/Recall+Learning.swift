/// What to remember of an element that a target led to.
extension Recall {
    /// A memory that took the same element wherever it stands would hide that `first` is another now, so where the words
    /// say which one is meant they are asked each time.
    func locator(at place: Int, for spec: TargetSpec, saysWhich: Bool) -> Locator {
        var locator = reader.locator(at: place)
        // What is not known again where it was learnt never will be.
        if !saysWhich, places(of: locator) == [place] { return locator }
        let isNamed = spec.isNamed || (spec.selector == nil && !spec.words.isEmpty)
        let kept = locator.signs.filter { sign, _ in
            switch sign {
            case .role, .tag, .dialog, .group, .frame: true
            case .name: isNamed
            case .testID, .id, .label, .icon, .destination, .landmark, .heading, .item, .column, .path: false
            }
        }
        locator = Locator(kept)
        locator.asksWords = true
        return locator
    }
}

extension TargetSpec {
    /// Whether it is a selector that goes by what a person reads.
    fileprivate var isNamed: Bool {
        switch selector {
        case .text, .label, .placeholder, .testid: true
        case .role(_, let name): name != nil
        case .css, .xpath, .maybeCSS, nil: false
        }
    }
}
