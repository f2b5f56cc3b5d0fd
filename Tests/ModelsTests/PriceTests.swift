import Testing

@testable import Models

@Suite struct PriceTests {
    @Test("each kind of token has its price, to the trillionth of a dollar")
    func cost() {
        let price = Price(input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1)
        let usage = Usage(input: 1000, cacheWrite: 400, cacheRead: 9000, output: 180)
        #expect(
            price.cost(of: usage)
                == Money(picodollars: 2_000_000_000 + 1_000_000_000 + 900_000_000 + 1_800_000_000))
        #expect(usage.wholeInput == 10_400)
    }

    @Test("a request over the threshold is dearer as a whole, one at it is not")
    func long() {
        let price = Price(
            input: 0.1, output: 0.5, long: .init(over: 100_000, inputFactor: 5, outputFactor: 5))
        #expect(price.cost(of: Usage(input: 100_000)) == Money(dollars: 0.01))
        #expect(price.cost(of: Usage(input: 100_001)) == Money(dollars: 0.0500005))
        #expect(price.cost(of: Usage(cacheRead: 100_001, output: 1000)) == Money(dollars: 0.0525005))
    }

    @Test("cached tokens without a price of their own cost as much as others")
    func withoutCachePrice() {
        let price = Price(input: 3, output: 12)
        #expect(price.cost(of: Usage(cacheWrite: 10, cacheRead: 5)) == price.cost(of: Usage(input: 15)))
    }

    @Test("the most a request can cost is never less than what it does")
    func most() {
        var random = SeededNumbers(seed: 1)
        let price = Price(
            input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1,
            long: .init(over: 5000, inputFactor: 2, outputFactor: 1.5))
        for _ in 0..<500 {
            let usage = Usage(
                input: .random(in: 0...4000, using: &random),
                cacheWrite: .random(in: 0...4000, using: &random),
                cacheRead: .random(in: 0...4000, using: &random), output: .random(in: 0...900, using: &random)
            )
            #expect(price.cost(of: usage) <= price.most(input: usage.wholeInput, output: usage.output))
        }
    }

    @Test(
        "amounts are written with the digits that matter",
        arguments: [
            (1.25, "$1.25"), (0, "$0.00"), (0.013, "$0.013"), (0.00042, "$0.00042"), (12, "$12.00"),
            (-0.5, "-$0.50"),
            (0.05, "$0.050"), (0.1, "$0.10"), (0.000_000_000_001, "$0.000000000001"),
        ])
    func written(dollars: Double, text: String) {
        #expect(Money(dollars: dollars).description == text)
    }
}
