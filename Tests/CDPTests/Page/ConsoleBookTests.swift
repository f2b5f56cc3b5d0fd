import Testing

@testable import CDP

@Suite struct ConsoleBookTests {
    private func entry(_ text: String, _ kind: ConsoleEntry.Kind = .log) -> ConsoleEntry {
        ConsoleEntry(kind: kind, text: text, time: 0)
    }

    @Test("what is said again and again is one entry with a count, but not across steps")
    func repeats() {
        var book = ConsoleBook()
        book.step = 1
        for _ in 0..<3 { book.add(entry("tick")) }
        book.add(entry("tock"))
        book.add(entry("tick"))
        book.step = 2
        book.add(entry("tick"))
        #expect(book.entries.map(\.text) == ["tick", "tock", "tick", "tick"])
        #expect(book.entries.map(\.count) == [3, 1, 1, 1])
        #expect(book.entries.map(\.step) == [1, 1, 1, 2])
        #expect(book.count == 6)
    }

    @Test("what was said after a moment includes what was said again after it")
    func after() {
        var book = ConsoleBook()
        book.add(entry("old"))
        book.add(entry("tick"))
        let mark = book.count
        #expect(book.entries(after: mark).isEmpty)
        book.add(entry("tick"))
        book.add(entry("new"))
        #expect(book.entries(after: mark).map(\.text) == ["tick", "new"])
    }

    @Test("when it is too much the oldest chatter goes first, errors stay, and nothing goes uncounted")
    func bounded() {
        var book = ConsoleBook()
        book.add(entry("the error", .error))
        for number in 0..<10_000 { book.add(entry("line \(number)")) }
        #expect(book.entries.count <= ConsoleBook.capacity)
        #expect(book.entries.first?.text == "the error")
        #expect(book.entries.last?.text == "line 9999")
        #expect(book.count == 10_001)
        #expect(book.forgotten + book.entries.count == book.count)
        for number in 0..<10_000 { book.add(entry("error \(number)", .error)) }
        #expect(book.entries.count <= ConsoleBook.capacity)
        #expect(book.entries.last?.text == "error 9999")
        #expect(book.forgotten + book.entries.count == book.count)
    }

    @Test("of a step that says too much the rest is only counted; errors and the next step are read again")
    func admission() {
        var book = ConsoleBook()
        let admitted = (0..<5000).filter { _ in book.admits(isError: false) }
        #expect(admitted.count == ConsoleBook.mostPerStep)
        #expect(book.forgotten == 5000 - admitted.count)
        #expect(book.count == book.forgotten)
        let isErrorRead = book.admits(isError: true)
        book.step = 2
        let isNextRead = book.admits(isError: false)
        #expect(isErrorRead && isNextRead)
    }

    @Test("long texts are cut")
    func long() {
        var book = ConsoleBook()
        book.add(entry(String(repeating: "x", count: 100_000)))
        #expect(book.entries[0].text.count == ConsoleBook.longestText + 1)
    }
}
