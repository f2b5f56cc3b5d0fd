import Testing

@testable import Runner

@Suite struct ShardPlanTests {
    @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3", "1/", "/2", " 1/2"])
    func `what is not i/n is no shard`(text: String) {
        #expect(ShardPlan(text) == nil)
    }

    @Test(arguments: [1, 2, 3, 7, 40])
    func `every item is in exactly one part, whatever order the machines list them in`(count: Int) throws {
        let items = (0..<30).map { "flow \($0)" }
        let weight = { (name: String) in name.count * 7 % 5 }
        var dealt: [String] = []
        for index in 1...count {
            let plan = try #require(ShardPlan("\(index)/\(count)"))
            let part = plan.part(of: items, weight: weight, name: { $0 })
            let turned = plan.part(of: items.reversed(), weight: weight, name: { $0 })
            #expect(Set(turned) == Set(part))
            #expect(part == items.filter(part.contains))
            dealt += part
        }
        #expect(dealt.sorted() == items.sorted())
    }

    @Test func `the parts have about as much to do`() throws {
        let weights = ["a": 90, "b": 50, "c": 40, "d": 30, "e": 30, "f": 20]
        let loads = try (1...2).map { index in
            try #require(ShardPlan("\(index)/2"))
                .part(of: weights.keys.sorted(), weight: { weights[$0] ?? 0 }, name: { $0 })
                .reduce(0) { $0 + (weights[$1] ?? 0) }
        }
        #expect(loads == [140, 120])
    }
}
