/// Cuts a stream of MP4 boxes into whole ones, so that a file they are written to can be played wherever it ends.
///
/// Pure. A fragment is a `moof` with the `mdat` after it; one without the other is of no use.
package struct FragmentJoiner: Sendable {
    private var tail: [UInt8] = []

    package init() {}

    /// How many pairs have left; without one there is nothing to be seen.
    package private(set) var fragments = 0

    /// What is kept back because its end has not come yet.
    package var pending: Int { tail.count }

    /// Takes the next bytes; returns as much as makes whole boxes and pairs.
    package mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        tail += bytes
        var end = 0
        var at = 0
        while let length = box(at) {
            guard at + length <= tail.count else { break }
            let kind = tail[(at + 4)..<(at + 8)]
            let (isHead, isBody) = (kind.elementsEqual("moof".utf8), kind.elementsEqual("mdat".utf8))
            at += length
            if !isHead { end = at }
            if isBody { fragments += 1 }
        }
        let whole = Array(tail[..<end])
        tail.removeFirst(end)
        return whole
    }

    /// The rest, whole or not.
    package mutating func flush() -> [UInt8] {
        defer { tail = [] }
        return tail
    }

    /// The length of the box that starts at `at`; nil while its head is not there or makes no sense.
    private func box(_ at: Int) -> Int? {
        guard at + 8 <= tail.count else { return nil }
        let short = number(at, 4)
        if short >= 8 { return short }
        guard short == 1, at + 16 <= tail.count else { return nil }
        let long = number(at + 8, 8)
        return long >= 16 ? long : nil
    }

    private func number(_ at: Int, _ count: Int) -> Int {
        tail[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) }
    }
}
