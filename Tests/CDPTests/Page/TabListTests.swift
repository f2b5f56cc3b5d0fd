import Testing

@testable import CDP

@Suite struct TabListTests {
    private func three() -> TabList {
        var list = TabList()
        list.opened("a", by: nil)
        list.opened("b", by: "a")
        list.opened("c", by: "b")
        return list
    }

    @Test("the first tab is the flow's, and stays so when others open")
    func first() {
        #expect(three().current == "a")
        #expect(three().tabs.map(\.id) == ["a", "b", "c"])
        #expect(three().opened(by: "a") == ["b"])
        #expect(three().openedCount == 3)
    }

    @Test(
        "when the flow's tab closes it goes to the opener, else to the one before",
        arguments: [(["c"], "b"), (["b", "c"], "a"), (["a"], "b"), (["b"], "c"), (["a", "b"], "c")])
    func closed(tabs: [String], current: String) {
        var list = three()
        list.show("c")
        if tabs == ["a"] { list.show("a") }
        for tab in tabs { list.closed(tab) }
        #expect(list.current == current)
    }

    @Test("what is not open is neither shown nor closed, and the last one stays the current")
    func unknown() {
        var list = three()
        list.show("x")
        list.closed("x")
        #expect(list == three())
        for tab in ["a", "b", "c"] { list.closed(tab) }
        #expect(list.tabs.isEmpty)
        #expect(list.current == "c")
        #expect(list.openedCount == 3)
    }
}
