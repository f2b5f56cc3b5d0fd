/// What two values differ in, for a person to read.
package enum JSONDifference {
    /// One line for each place, such as `body/messages/2/content/0/text: "a" is now "b"`.
    package static func lines(_ before: JSON, _ now: JSON, most: Int = 12) -> [String] {
        var found: [String] = []
        compare(before, now, "", &found)
        guard found.count > most else { return found }
        return found.prefix(most) + ["… and \(found.count - most) more places"]
    }

    private static func compare(_ before: JSON?, _ now: JSON?, _ path: String, _ found: inout [String]) {
        switch (before, now) {
        case (.object(let one)?, .object(let other)?):
            for key in Set(one.keys).union(other.keys).sorted() {
                compare(one[key], other[key], path.isEmpty ? key : "\(path)/\(key)", &found)
            }
        case (.array(let one)?, .array(let other)?):
            for place in 0..<max(one.count, other.count) {
                compare(
                    place < one.count ? one[place] : nil, place < other.count ? other[place] : nil,
                    "\(path)/\(place)", &found)
            }
        case (.string(let one)?, .string(let other)?) where one != other:
            found.append("\(path): \(parting(one, other))")
        case (let one?, nil): found.append("\(path): \(short(one)) is gone")
        case (nil, let other?): found.append("\(path): \(short(other)) is new")
        case (let one?, let other?) where one != other:
            found.append("\(path): \(short(one)) is now \(short(other))")
        default: break
        }
    }

    private static func short(_ value: JSON) -> String {
        let text = value.description
        return text.count > 80 ? "\(text.prefix(80))…" : text
    }

    /// Two texts from a little before where they part.
    private static func parting(_ one: String, _ other: String) -> String {
        let common = zip(one, other).prefix { $0 == $1 }.count
        let from = max(0, common - 20)
        func part(_ text: String) -> String {
            let rest = text.dropFirst(from)
            return "\"\(from > 0 ? "…" : "")\(rest.prefix(60))\(rest.count > 60 ? "…" : "")\""
        }
        return "\(part(one)) is now \(part(other))"
    }
}
