/// Turns a target into exactly one element, or says why that cannot be done.
///
/// Nothing is chosen because it came first: of several equals none is, unless the target says which.
package struct Resolver: Sendable {
    /// Below this nothing is acted on.
    package static let threshold = 0.80
    /// A lead this big needs no tie-breaker.
    package static let margin = 0.12

    package init() {}

    package func resolve(
        _ spec: TargetSpec, intent: Intent, in elements: [PageElement], selected: [ElementID]? = nil
    ) -> Resolution {
        resolve(spec, intent: intent, in: PageIndex(elements), selected: selected)
    }

    /// One element for the target, or why there is none.
    ///
    /// `selected` is what the page said to `spec.query`, in document order, nil when there was no query.
    /// Elements that the scan did not list must have been added from `__perceo.describe`.
    package func resolve(
        _ spec: TargetSpec, intent: Intent, in index: PageIndex, selected: [ElementID]? = nil
    ) -> Resolution {
        let search = Search(index: index, intent: intent)
        if let chosen = usable(selected, spec) { return search.decide(search.selected(chosen)) }
        var misses: [Candidate] = []
        var undecided: [Candidate]?
        for stage in stages(of: spec, intent) {
            let found = search.candidates(for: stage)
            let passing = found.filter { $0.total >= Self.threshold }
            misses += found
            guard !passing.isEmpty else { continue }
            let resolution = search.decide(passing)
            if case .found = resolution { return resolution }
            if stage.isExact { return resolution }
            // What several answer only in part may still be a name and a place.
            undecided = undecided ?? passing
        }
        if let undecided { return search.decide(undecided) }
        return .notFound(nearest: search.nearest(misses))
    }

    /// All that answer to the target, best first and nested repetitions collapsed.
    ///
    /// Only exact names when there are any.
    package func matches(
        _ spec: TargetSpec, intent: Intent, in index: PageIndex, selected: [ElementID]? = nil
    ) -> [Match] {
        let search = Search(index: index, intent: intent)
        if let chosen = usable(selected, spec) { return search.matches(search.selected(chosen)) }
        for stage in stages(of: spec, intent) {
            let passing = search.candidates(for: stage).filter { $0.total >= Self.threshold }
            if !passing.isEmpty { return search.matches(passing) }
        }
        return []
    }

    /// What comes nearest to the target, whether or not it answers to it: at most five, best first.
    func nearest(
        _ spec: TargetSpec, intent: Intent, in index: PageIndex, selected: [ElementID]? = nil
    ) -> [Match] {
        let search = Search(index: index, intent: intent)
        if let chosen = usable(selected, spec), !chosen.isEmpty {
            return search.nearest(search.selected(chosen))
        }
        return search.nearest(stages(of: spec, intent).flatMap(search.candidates))
    }

    package func matches(_ spec: TargetSpec, intent: Intent, elements: [PageElement]) -> [Match] {
        matches(spec, intent: intent, in: PageIndex(elements))
    }

    /// What merely looks like CSS counts as such only when the page has a match.
    private func usable(_ selected: [ElementID]?, _ spec: TargetSpec) -> [ElementID]? {
        if case .maybeCSS = spec.selector, selected?.isEmpty ?? true { return nil }
        return spec.selector == nil ? nil : selected ?? []
    }

    private func stages(of spec: TargetSpec, _ intent: Intent) -> [Search.Stage] {
        let literal = spec.readings.filter { $0.rank == 0 }
        let counted = spec.readings.filter { $0.rank == 1 }
        let placed = spec.readings.filter { $0.rank == 2 }
        let most = placed.map(\.scopes.count).max() ?? 0
        return [
            Search.Stage(readings: literal, isExact: true),
            Search.Stage(readings: counted, isExact: false),
            Search.Stage(readings: literal, isExact: false),
            Search.Stage(readings: placed.filter { $0.scopes.count == most }, isExact: false),
            Search.Stage(readings: placed.filter { $0.scopes.count < most }, isExact: false),
        ].filter { !$0.readings.isEmpty }
    }
}
