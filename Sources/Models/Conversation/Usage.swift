/// Tokens of one call or of many, as the provider counts them; the four never overlap.
package struct Usage: Sendable, Hashable, Codable {
    /// Read and paid in full.
    package var input: Int
    package var cacheWrite: Int
    package var cacheRead: Int
    /// Including what the model thought.
    package var output: Int

    package init(input: Int = 0, cacheWrite: Int = 0, cacheRead: Int = 0, output: Int = 0) {
        self.input = input
        self.cacheWrite = cacheWrite
        self.cacheRead = cacheRead
        self.output = output
    }

    /// Everything the model has read.
    package var wholeInput: Int { input + cacheWrite + cacheRead }

    package static func + (one: Usage, other: Usage) -> Usage {
        Usage(
            input: one.input + other.input, cacheWrite: one.cacheWrite + other.cacheWrite,
            cacheRead: one.cacheRead + other.cacheRead, output: one.output + other.output)
    }

    package static func += (one: inout Usage, other: Usage) { one = one + other }
}
