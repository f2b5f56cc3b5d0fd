/// Which part of the flows this machine plays, as in `2/3`.
package struct ShardPlan: Sendable, Equatable, CustomStringConvertible {
    package let index: Int
    package let count: Int

    /// Reads `i/n` with `1 <= i <= n`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], index >= 1, index <= count else {
            return nil
        }
        self.index = index
        self.count = count
    }

    package var description: String { "\(index)/\(count)" }

    /// This machine's part.
    ///
    /// Every item is in exactly one part, whatever order the machines list them in.
    ///
    /// - Parameters:
    ///   - weight: How much work an item is; the largest are dealt out first, each to the part with least to do. It
    ///     must be the same on all machines.
    package func part<Item>(of items: [Item], weight: (Item) -> Int, name: (Item) -> String) -> [Item] {
        let order = items.indices.sorted {
            (-weight(items[$0]), name(items[$0])) < (-weight(items[$1]), name(items[$1]))
        }
        var loads = Array(repeating: 0, count: count)
        var mine: Set<Int> = []
        for item in order {
            let lightest = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            loads[lightest] += max(1, weight(items[item]))
            if lightest == index - 1 { mine.insert(item) }
        }
        return items.indices.filter(mine.contains).map { items[$0] }
    }
}
