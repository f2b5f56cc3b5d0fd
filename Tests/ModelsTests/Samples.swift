@testable import Models

extension ToolCall {
    static func sample(_ name: String, _ input: JSON = [:], id: String = "call_1", family: ToolFamily? = nil)
        -> ToolCall
    {
        ToolCall(id: id, family: family, name: name, input: input)
    }
}

extension ModelReply {
    static func sample(
        _ blocks: [Block], stop: Stop = .calls, usage: Usage = Usage(input: 10, output: 5),
        wire: [JSON]? = nil
    ) -> ModelReply {
        ModelReply(
            id: "msg_1", model: "m", blocks: blocks, stop: stop, usage: usage,
            wire: wire ?? blocks.map { _ in ["type": "text", "text": "…"] })
    }
}

extension ModelImage {
    /// Only the part of a PNG that tells its size.
    static func sample(_ width: Int = 1280, _ height: Int = 720) -> ModelImage {
        func four(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
        return ModelImage(
            .png, PixelSize(width, height),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
                + four(width) + four(height) + [8, 2, 0, 0, 0])
    }
}

extension Conversation {
    /// Asked, with a picture; nothing answered yet.
    static func sample(
        perception: ToolOffer.Perception = .hybrid, gate: GateProfile = .act,
        functions: [FunctionTool] = [.reportStep], display: PixelSize = PixelSize(1280, 720)
    ) throws -> Conversation {
        var conversation = Conversation(
            system: "You carry out one step of a test.",
            offer: ToolOffer(perception: perception, gate: gate, functions: functions, display: display))
        try conversation.ask([
            .text("Press the round button."), .image(.sample(display.width, display.height)),
        ])
        return conversation
    }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
