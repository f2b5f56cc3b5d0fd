import Testing

@testable import Models

@Suite struct ConversationTests {
    private let click = ToolCall.sample("left_click", id: "a")
    private let type = ToolCall.sample("type", id: "b")

    @Test("turns are only ever added, and in order")
    func grows() throws {
        var conversation = try Conversation.sample()
        let first = conversation.turns
        try conversation.add(.sample([.text("I press it."), .call(click), .call(type)]))
        #expect(conversation.openCalls.map(\.id) == ["a", "b"])
        try conversation.answer([.done(click, "Clicked."), .halted(type)], adding: [.text("Last turn.")])
        #expect(conversation.openCalls.isEmpty)
        #expect(Array(conversation.turns.prefix(1)) == first)
        #expect(conversation.turns.count == 3)
    }

    @Test("every call is answered, once and in its place, before anything else is said")
    func answers() throws {
        var conversation = try Conversation.sample()
        try conversation.add(.sample([.call(click), .call(type)]))
        #expect(throws: Conversation.Mistake.unanswered) { try conversation.ask([.text("?")]) }
        for wrong in [[ToolResult.done(click, "")], [.done(type, ""), .done(click, "")], []] {
            #expect(throws: Conversation.Mistake.otherAnswers) { try conversation.answer(wrong) }
        }
        try conversation.answer([.done(click, "Clicked."), .done(type, "Typed.")])
        #expect(throws: Conversation.Mistake.otherAnswers) { try conversation.answer([.done(click, "")]) }
    }

    @Test("a model speaks when it is asked, and an empty reply is not kept")
    func replies() throws {
        var conversation = Conversation(
            system: "", offer: ToolOffer(display: PixelSize(10, 10)))
        #expect(throws: Conversation.Mistake.notAsked) { try conversation.add(.sample([.text("Hi")])) }
        #expect(throws: Conversation.Mistake.empty) { try conversation.ask([]) }
        try conversation.ask([.text("Go on.")])
        #expect(throws: Conversation.Mistake.empty) { try conversation.add(.sample([], stop: .finished)) }
        try conversation.add(.sample([.text("Done.")], stop: .finished))
        #expect(throws: Conversation.Mistake.notAsked) { try conversation.add(.sample([.text("Hi")])) }
        try conversation.ask([.text("Call report_step.")])
        #expect(conversation.turns.count == 3)
    }

    @Test("the last three turns of ours are marked for the cache")
    func marks() throws {
        var conversation = try Conversation.sample()
        #expect(conversation.cacheMarks == [0])
        for _ in 0..<4 {
            try conversation.add(.sample([.call(click)]))
            try conversation.answer([.done(click, "Clicked.", image: .sample())])
        }
        #expect(conversation.cacheMarks == [4, 6, 8])
        #expect(conversation.images.count == 5)
    }

    @Test("an error carries no picture, and words in any case")
    func errors() {
        let failed = ToolResult.failed(click, "")
        #expect(failed.text == "It failed." && failed.showing(.sample()).image == nil)
        #expect(ToolResult.done(click, "Clicked.").showing(.sample()).image != nil)
        let halted = ToolResult.halted(.sample("key", family: .computer))
        #expect(halted.isError && halted.text.contains("earlier computer action"))
    }

    @Test(
        "what can't be acted on is named",
        arguments: [
            (ModelReply.Stop.refused("cyber"), ModelError.Code.refused("cyber")), (.truncated, .truncated),
            (.contextFull, .contextFull), (.finished, .empty),
        ])
    func problems(stop: ModelReply.Stop, problem: ModelError.Code) {
        #expect(ModelReply.sample([.text(" \n"), .opaque], stop: stop).problem == problem)
        #expect(ModelReply.sample([.text("yes")], stop: .finished).problem == nil)
    }

    @Test("a tester is offered nothing that goes around the page")
    func gates() {
        for member in ["navigate", "javascript_exec", "form_input", "file_upload", "new_tab", "read_network"]
        {
            #expect(!GateProfile.act.allows(member))
            #expect(!GateProfile.look.allows(member))
        }
        #expect(GateProfile.navigate.allows("navigate") && GateProfile.act.allows("left_click"))
        #expect(!GateProfile.look.allows("left_click") && GateProfile.look.allows("zoom"))
    }

    @Test("the first bytes of a picture tell its kind and size")
    func header() throws {
        let png = try #require(ImageHeader.read(ModelImage.sample(2576, 3).bytes))
        #expect(png.kind == .png && png.size == PixelSize(2576, 3))
        let jpeg: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 11, 8, 2, 0xD0, 5, 0, 3]
        let found = try #require(ImageHeader.read(jpeg))
        #expect(found.kind == .jpeg && found.size == PixelSize(1280, 720))
        #expect(ImageHeader.read([1, 2, 3]) == nil)
        for end in jpeg.indices.dropLast(2) { _ = ImageHeader.read(Array(jpeg[..<end])) }
    }
}
