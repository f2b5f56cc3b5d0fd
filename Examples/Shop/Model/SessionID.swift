import Foundation

/// Names one browser's state.
struct SessionID: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    /// Reads a cookie; `nil` if it is not one of ours.
    init?(rawValue: String) {
        guard rawValue.count == 32, rawValue.allSatisfy(\.isHexDigit) else { return nil }
        self.rawValue = rawValue
    }

    /// A new one.
    init() { rawValue = UUID().uuidString.lowercased().replacing("-", with: "") }
}
