/// One step of a flow: a sentence, and optionally what to do and what must then be true.
package struct Step: Sendable, Hashable {
    /// Position in the flow, from 1.
    package let number: Int
    package let name: String
    /// Empty when the sentence alone says what to do.
    package let actions: [Action]
    package let expectations: [Expectation]
    /// How long the step may take; nil leaves it to the run.
    package let timeout: Duration?
    package let location: SourceLocation

    package init(
        number: Int = 1, name: String, actions: [Action] = [], expectations: [Expectation] = [],
        timeout: Duration? = nil, location: SourceLocation = SourceLocation(file: "")
    ) {
        self.number = number
        self.name = name
        self.actions = actions
        self.expectations = expectations
        self.timeout = timeout
        self.location = location
    }

    /// File name for what the step leaves behind; unique together with `number`.
    package var slug: String { Slug.make(from: name) }
}
