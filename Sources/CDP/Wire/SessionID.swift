/// The id of a flattened DevTools session; the browser's own session has none.
package struct SessionID: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}
