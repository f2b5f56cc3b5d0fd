import CDP
import Flows

/// Goes from tab to tab as the flow says.
struct TabPicker: Sendable {
    let tabs: Tabs
    let limits: StepLimits

    /// Goes to the tab that `wanted` means, waiting until there is one; returns it in words.
    func show(
        _ wanted: FlowText, at location: SourceLocation, by deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> String {
        let start = ContinuousClock.now
        var looks = 0
        while true {
            let shown = await look(within: min(limits.look * 4, deadline.left + limits.look))
            looks += 1
            if let index = wanted.reveal({ TabChoice(text: $0).pick(from: shown.map(\.label)) }) {
                tabs.show(shown[index].page)
                if looks > 1 { waits.append(Wait("looking for the tab \(wanted)", .now - start)) }
                return shown[index].label.description
            }
            guard !deadline.hasPassed else {
                let list = shown.enumerated().map { "\($0.offset + 1) \($0.element.label)" }
                throw StepProblem(
                    .noTab, "no tab \(wanted) is open; open are \(list.joined(separator: "; "))",
                    location: location)
            }
            try await tabs.waitForChange(within: min(limits.look, deadline.left))
        }
    }

    /// Closes the tab the flow is on and goes back; returns in words which one that was.
    func close(at location: SourceLocation, by deadline: Deadline) async throws -> String {
        guard let page = tabs.current, !page.isClosed, tabs.open.count > 1 else {
            throw StepProblem(.noTab, "the only open tab can't be closed", location: location)
        }
        let label = await label(of: page, within: limits.look)
        do {
            let isGone = try await page.leave(within: deadline.left)
            return isGone ? label.description : "\(label), which was not left"
        } catch is DeadlinePassed {
            throw StepProblem(.timeout, "the tab \(label) does not close", location: location)
        }
    }

    private func look(within limit: Duration) async -> [(page: Page, label: TabLabel)] {
        var shown: [(page: Page, label: TabLabel)] = []
        for page in tabs.open { shown.append((page, await label(of: page, within: limit))) }
        return shown
    }

    /// A tab that can't say its title in time has none.
    private func label(of page: Page, within limit: Duration) async -> TabLabel {
        TabLabel(title: (try? await page.title(within: limit)) ?? "", url: page.url)
    }
}

/// What a tab is known by.
struct TabLabel: Sendable, Equatable, CustomStringConvertible {
    var title: String
    var url: String

    var description: String { title.isEmpty ? url : "\"\(title)\" at \(AddressPattern.pathOnwards(url))" }
}

/// The words of a `switch_tab`: a number from 1, or a part of a title or address.
struct TabChoice: Sendable, Equatable {
    let text: String

    /// The tab that is meant: by number, else by its whole title or address, else by a part of them; of several that fit
    /// the newest.
    func pick(from tabs: [TabLabel]) -> Int? {
        if let number = Int(text) { return tabs.indices.contains(number - 1) ? number - 1 : nil }
        let wanted = text.lowercased()
        let exact = tabs.lastIndex { $0.title.lowercased() == wanted || $0.url.lowercased() == wanted }
        return exact
            ?? tabs.lastIndex {
                $0.title.lowercased().contains(wanted) || $0.url.lowercased().contains(wanted)
            }
    }
}
