/// How far an element on the page is what was remembered.
struct Agreement: Sendable, Hashable {
    /// A sign that says something else than it did.
    struct Difference: Sendable, Hashable, CustomStringConvertible {
        let sign: Sign
        let was: String?
        let isNow: String?

        var description: String {
            func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "none" }
            return "\(sign.rawValue) was \(quoted(was)), is \(quoted(isNow))"
        }
    }

    let agreed: Set<Sign>
    let differences: [Difference]
    /// Whether it stood nearly where it stands, within the part of the page around it.
    let isInPlace: Bool

    /// In CSS pixels.
    private static let mostShift = 8
    /// Of these, the name among them.
    private static let leastSigns = 3

    init(_ old: Locator, _ new: Locator) {
        var agreed: Set<Sign> = []
        var differences: [Difference] = []
        for sign in Sign.allCases where old[sign] != nil || new[sign] != nil {
            if let was = old[sign], let isNow = new[sign], sign.agrees(was, isNow) {
                agreed.insert(sign)
            } else {
                differences.append(Difference(sign: sign, was: old[sign], isNow: new[sign]))
            }
        }
        self.agreed = agreed
        self.differences = differences
        isInPlace =
            if let was = old.box, let isNow = new.box {
                max(abs(was.x - isNow.x), abs(was.y - isNow.y)) <= Self.mostShift
            } else {
                false
            }
    }

    /// Whether it may be acted on as the same element.
    var isEnough: Bool {
        guard agreed.contains(.role), !hasOtherPurpose else { return false }
        guard !isNameless else {
            let isSamePlace = !agreed.isDisjoint(with: [.testID, .id]) || !differs(.path)
            return agreed.contains(.tag) && isSamePlace && isInPlace && !hasChanged(.icon)
        }
        let counted = agreed.subtracting([.role, .frame, .icon])
        return counted.contains(.name) && counted.count >= Self.leastSigns
    }

    private var isNameless: Bool { !agreed.contains(.name) && !differs(.name) }

    /// The same words in another dialog, group or row, or a link to somewhere else, are not the same thing.
    private var hasOtherPurpose: Bool {
        if differs(.dialog) || differs(.frame) { return true }
        if [Sign.group, .item, .destination].contains(where: hasChanged) { return true }
        let isVouchedFor = !agreed.isDisjoint(with: [.testID, .id, .group, .item, .dialog])
        return hasChanged(.heading) && !isVouchedFor
    }

    private func differs(_ sign: Sign) -> Bool { differences.contains { $0.sign == sign } }

    /// It was there and is there, and is not the same.
    private func hasChanged(_ sign: Sign) -> Bool {
        differences.contains { $0.sign == sign && $0.was != nil && $0.isNow != nil }
    }
}
