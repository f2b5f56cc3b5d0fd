/// The word a person probably meant.
package enum Nearest {
    /// The candidate with the fewest typing mistakes from `word`, if that is few enough to be a mistake.
    package static func match(for word: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased())
        let allowed = max(1, min(3, typed.count / 3))
        var best: (word: String, distance: Int)?
        for candidate in candidates.sorted() {
            let distance = distance(typed, Array(candidate.lowercased()))
            guard distance <= allowed, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.word
    }

    /// `did you mean "target"?`, or nil when nothing is near.
    package static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
        match(for: word, among: candidates).map { "did you mean \"\($0)\"?" }
    }

    /// Insertions, deletions, replacements and swaps of neighbours each count one.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        // Nothing that long is a mistyped word, and the table would be large.
        guard left.count <= 64, right.count <= 64 else { return .max }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var cost = min(previous[column + 1], current[column]) + 1
                cost = min(cost, previous[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
