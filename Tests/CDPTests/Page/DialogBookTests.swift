import Testing

@testable import CDP

@Suite struct DialogBookTests {
    private func record(_ number: Int, _ kind: String = "alert") -> DialogRecord {
        DialogRecord(kind: kind, message: "\(number)", isAccepted: false, wasPlanned: false)
    }

    @Test("dialogs keep their numbers when the oldest are forgotten")
    func numbers() {
        var book = DialogBook()
        for number in 1...1000 { book.add(record(number)) }
        #expect(book.count == 1000)
        #expect(book.records.count <= DialogBook.capacity)
        #expect(book.records(after: 998).map(\.message) == ["999", "1000"])
        #expect(book.records(after: 1000).isEmpty)
        #expect(book.records(after: 5).first == book.records.first)
        book.add(record(1001))
        #expect(book.records(after: 1000).map(\.message) == ["1001"])
    }

    @Test("a refusal counts only after the number that is asked about, however many came before")
    func refusals() {
        var book = DialogBook()
        for number in 1...250 { book.add(record(number)) }
        book.add(record(251, "beforeunload"))
        #expect(book.hasRefused(after: 250))
        #expect(!book.hasRefused(after: 251))
    }
}
