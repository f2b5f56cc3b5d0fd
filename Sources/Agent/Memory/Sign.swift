/// One thing an element is known again by; raw values are the keys of memory files.
package enum Sign: String, Sendable, Hashable, CaseIterable {
    case role
    /// What a person reads on the element, or beside it when nothing stands on it.
    case name
    /// Tag, and the type of an input or button.
    case tag
    case testID = "testId"
    case id
    /// The words of its label, when its name says something else.
    case label
    case icon
    /// Where a link leads: a path without its query, numbers left open.
    case destination
    case landmark, heading, group, dialog
    /// The row or card it stands in, by the title of that.
    case item
    case column
    /// The parts of the page around it, from the inside.
    case path
    /// `inner` in a frame within the page.
    case frame

    /// Texts of the page around the element: a count or a number in them may change from run to run.
    var isSurrounding: Bool {
        switch self {
        case .landmark, .heading, .group, .dialog, .item, .column: true
        case .role, .name, .tag, .testID, .id, .label, .icon, .destination, .path, .frame: false
        }
    }

    /// Whether two readings of the sign say the same.
    func agrees(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        switch self {
        case .name, .label: return NormalText(one).plain == NormalText(other).plain
        case .landmark, .heading, .group, .dialog, .item, .column:
            return Self.numbersLeftOpen(NormalText(one).plain)
                == Self.numbersLeftOpen(NormalText(other).plain)
        case .role, .tag, .testID, .id, .icon, .destination, .path, .frame: return false
        }
    }

    /// `order 1042` → `order #`.
    static func numbersLeftOpen(_ text: String) -> String {
        var open = ""
        for character in text where !(character.isNumber && open.last == "#") {
            open.append(character.isNumber ? "#" : character)
        }
        return open
    }
}
