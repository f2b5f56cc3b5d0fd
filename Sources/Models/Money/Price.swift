/// What a provider takes for a million tokens of each kind, in dollars.
package struct Price: Sendable, Hashable, Decodable {
    package var input: Double
    package var output: Double
    /// nil: as much as `input`.
    package var cacheWrite: Double?
    package var cacheRead: Double?
    /// Requests that read more than so many tokens cost more, all of them.
    package var long: LongPrompt?

    package struct LongPrompt: Sendable, Hashable, Decodable {
        package var over: Int
        package var inputFactor: Double
        package var outputFactor: Double

        package init(over: Int, inputFactor: Double, outputFactor: Double) {
            self.over = over
            self.inputFactor = inputFactor
            self.outputFactor = outputFactor
        }
    }

    package init(
        input: Double, output: Double, cacheWrite: Double? = nil, cacheRead: Double? = nil,
        long: LongPrompt? = nil
    ) {
        self.input = input
        self.output = output
        self.cacheWrite = cacheWrite
        self.cacheRead = cacheRead
        self.long = long
    }

    /// What one request costs.
    ///
    /// Requests are priced one by one, since a long one is dearer.
    package func cost(of usage: Usage) -> Money {
        let long = long.flatMap { usage.wholeInput > $0.over ? $0 : nil }
        func part(_ tokens: Int, _ price: Double, _ factor: Double?) -> Money {
            Money(picodollars: tokens * Int((price * (factor ?? 1) * 1e6).rounded()))
        }
        return part(usage.input, input, long?.inputFactor)
            + part(usage.cacheWrite, cacheWrite ?? input, long?.inputFactor)
            + part(usage.cacheRead, cacheRead ?? input, long?.inputFactor)
            + part(usage.output, output, long?.outputFactor)
    }

    /// The most that a request can cost which reads and writes so many tokens.
    package func most(input tokens: Int, output written: Int) -> Money {
        let worst = max(input, cacheWrite ?? input, cacheRead ?? input)
        return Price(input: worst, output: output, long: long)
            .cost(of: Usage(input: tokens, output: written))
    }
}
