import Testing

@testable import CDP

@Suite struct GPUWatchTests {
    @Test(
        "a process that draws is lost once, however long its successor takes to start",
        arguments: [
            ([nil, 7, 7], 0), ([7, 8, 8], 1), ([7, nil, nil, 8], 1), ([7, 8, 9], 2), ([nil, nil], 0),
        ] as [([Int?], Int)])
    func losses(seen: [Int?], count: Int) {
        var watch = GPUWatch()
        #expect(seen.count { watch.saw($0) } == count)
    }
}
