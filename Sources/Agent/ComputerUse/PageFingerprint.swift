import CDP
import Foundation
import PNG

/// What a page looks like, coarsely: a caret that blinks makes no other, a stroke on a canvas does.
struct PageFingerprint: Sendable, Equatable {
    private let path: String
    /// Of what can be acted on: role, name, state and value.
    private let controls: Int
    /// How bright each part of the picture is, row by row, from 0 to 255.
    private let lights: [Double]

    static let columns = 16
    static let rows = 9
    /// What a part of the picture may differ by and still be the same.
    private static let tolerance = 1.0

    init(url: String, elements: [PageElement], lights: [Double]) {
        path = URL(string: url).map { $0.path + "?" + ($0.query ?? "") + "#" + ($0.fragment ?? "") } ?? url
        let words = elements.filter { $0.isVisible && $0.isInteractive }.map { element in
            let state = element.states.subtracting([.offscreen, .transparent]).rawValue
            return "\(element.role):\(element.names.first?.text ?? ""):\(state):\(element.value ?? "")"
        }
        controls = words.sorted().hashValue
        self.lights = lights
    }

    func isLike(_ other: PageFingerprint) -> Bool {
        path == other.path && controls == other.controls && lights.count == other.lights.count
            && zip(lights, other.lights).allSatisfy { abs($0 - $1) < Self.tolerance }
    }
}

/// Numbers fingerprints: those that are alike have the same number.
struct FingerprintBook: Sendable {
    private var known: [PageFingerprint] = []

    mutating func number(of fingerprint: PageFingerprint) -> Int {
        if let index = known.firstIndex(where: { $0.isLike(fingerprint) }) { return index }
        known.append(fingerprint)
        return known.count - 1
    }
}
