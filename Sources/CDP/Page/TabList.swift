/// Which tabs of a context are open, in the order they opened, and on which one the flow is.
///
/// Pure: ids in, questions out.
package struct TabList: Sendable, Equatable {
    package struct Tab: Sendable, Equatable {
        package let id: String
        /// The tab whose script or link opened it.
        package let opener: String?
    }

    package private(set) var tabs: [Tab] = []
    /// Stays what it was when the last tab closes.
    package private(set) var current: String?
    /// Counts the tabs there have been.
    package private(set) var openedCount = 0

    package init() {}

    /// A tab opened behind the others; the first one is the flow's.
    package mutating func opened(_ id: String, by opener: String?) {
        guard !tabs.contains(where: { $0.id == id }) else { return }
        tabs.append(Tab(id: id, opener: opener))
        openedCount += 1
        if tabs.count == 1 { current = id }
    }

    /// A tab closed; if the flow was on it, it goes back to the opener, else to the tab before it.
    package mutating func closed(_ id: String) {
        guard let index = tabs.firstIndex(where: { $0.id == id }) else { return }
        let tab = tabs.remove(at: index)
        guard current == id, !tabs.isEmpty else { return }
        let back = tabs.first { $0.id == tab.opener } ?? tabs[max(0, index - 1)]
        current = back.id
    }

    /// Goes to a tab, if it is open.
    package mutating func show(_ id: String) {
        if tabs.contains(where: { $0.id == id }) { current = id }
    }

    package func opened(by opener: String) -> [String] {
        tabs.filter { $0.opener == opener }.map(\.id)
    }
}
