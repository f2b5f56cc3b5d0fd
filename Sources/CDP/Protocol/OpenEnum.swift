/// A string on the wire with a meaning of its own, such as an identifier.
///
/// Any text is a valid value, so decoding one never fails because Chromium learned a new word.
package protocol WireString: RawRepresentable, Hashable, Codable, Sendable, JSONWritable,
    CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

/// One of Chromium's vocabularies: the words known when the code was generated are static members, others pass
/// through unharmed.
package protocol OpenEnum: WireString {}

extension WireString {
    package var description: String { rawValue }

    package func write(to json: inout JSONWriter) {
        json.string(rawValue)
    }
}
