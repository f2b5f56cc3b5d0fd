import CDP
import Models

/// The names under which a model knows elements, for one step.
///
/// A name stays with its element; it stands for nothing more once the element is gone or has become another.
struct ElementBook: Sendable {
    private struct Entry: Equatable {
        let frame: FrameID
        let number: Int
        let role: String
        let name: String
    }

    private var frames: [FrameID] = []
    private var entries: [String: Entry] = [:]

    /// The element's name, kept for when the model says it.
    mutating func name(_ element: PageElement, in observation: Observation) -> String {
        let frame = observation.frames[element.frame]
        let place = frames.firstIndex(of: frame) ?? frames.count
        if place == frames.count { frames.append(frame) }
        let name = place == 0 ? "ref_\(element.ref)" : "ref_\(place)_\(element.ref)"
        entries[name] = Self.entry(element, frame)
        return name
    }

    /// The element that a name stands for on the page as it is now.
    func find(
        _ reference: ModelAction.ElementReference, in observation: Observation
    ) throws(ActionProblem) -> PageElement {
        guard let entry = entries[reference.rawValue] else {
            throw ActionProblem("There is no element \(reference.rawValue); take its ref from the outline.")
        }
        let found = observation.elements.first {
            $0.ref == entry.number && Self.entry($0, observation.frames[$0.frame]) == entry
        }
        guard let found else {
            throw ActionProblem(
                "\(reference.rawValue) is no longer on the page; read the page again for its new ref.")
        }
        return found
    }

    private static func entry(_ element: PageElement, _ frame: FrameID) -> Entry {
        Entry(
            frame: frame, number: element.ref, role: element.role, name: element.names.first?.text ?? "")
    }
}
