/// The state of one element.
package struct ElementReading: Sendable, Decodable {
    package enum Check: Sendable, Equatable {
        case on, off, mixed
    }

    package let isConnected: Bool
    package let isVisible: Bool
    package let isEnabled: Bool
    package let isFocused: Bool
    package let check: Check?
    package let value: String?
    package let selectedText: String?
    package let text: String
    /// The same with what stands in boxes of their own, such as buttons, apart from what is beside it.
    package let boxedText: String

    /// What is read of an element that is no longer there.
    static let gone = ElementReading()

    private init() {
        isConnected = false
        isVisible = false
        isEnabled = false
        isFocused = false
        check = nil
        value = nil
        selectedText = nil
        text = ""
        boxedText = ""
    }

    private enum Key: String, CodingKey {
        case connected, visible, enabled, focused, checked, value, selectedText, text, boxedText
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        isConnected = try all.decodeIfPresent(Bool.self, forKey: .connected) ?? false
        isVisible = try all.decodeIfPresent(Bool.self, forKey: .visible) ?? false
        isEnabled = try all.decodeIfPresent(Bool.self, forKey: .enabled) ?? false
        isFocused = try all.decodeIfPresent(Bool.self, forKey: .focused) ?? false
        value = try all.decodeIfPresent(String.self, forKey: .value)
        selectedText = try all.decodeIfPresent(String.self, forKey: .selectedText)
        text = try all.decodeIfPresent(String.self, forKey: .text) ?? ""
        boxedText = try all.decodeIfPresent(String.self, forKey: .boxedText) ?? text
        if let flag = try? all.decodeIfPresent(Bool.self, forKey: .checked) {
            check = flag ? .on : .off
        } else {
            check = (try? all.decodeIfPresent(String.self, forKey: .checked)) == "mixed" ? .mixed : nil
        }
    }
}
