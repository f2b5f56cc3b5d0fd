package import Flows
package import Models

/// The models that a flow's steps may ask, and what they may use.
package struct ModelHelp: Sendable {
    /// Plays what nothing else can; nil: no model does anything on a page.
    package let act: (any Model)?
    /// Judges sentences.
    package let verify: any Model
    /// Whether a model plays every step, though the resolver could.
    package var isFirst = false
    package var perception = ToolOffer.Perception.hybrid
    /// For one step.
    package var limits = StepBudget.Limits()
    /// What a model means by `${NAME}` in what it types, by that name; it never sees the values.
    package var values: [String: FlowText] = [:]
    package var redactor = Redactor([])
    /// What the steps of the flow have used so far.
    package var meter = ModelMeter()
    package var coordinates = CoordinateFinder()
    /// Makes the lines between which a page's text stands unforeseeable; a recording needs the same ones again.
    package var salt: String

    /// - Parameter salt: See `salt`.
    package init(act: any Model, verify: (any Model)? = nil, salt: String) {
        self.init(verify: verify ?? act, act: act, salt: salt)
    }

    /// - Parameter salt: See `salt`.
    package init(verify: any Model, act: (any Model)? = nil, salt: String) {
        self.act = act
        self.verify = verify
        self.salt = salt
    }

    /// The line for one conversation.
    func nonce(_ occasion: String) -> String {
        // FNV-1a: the same in every process, unlike the standard library's hashes.
        let hash = "\(salt) \(occasion)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 36)
    }
}

extension ModelHelp {
    /// Every text of a flow that a model can only name, by the name it goes by.
    package static func values(of flow: Flow) -> [String: FlowText] {
        var values: [String: FlowText] = [:]
        for text in flow.texts {
            for part in text.parts {
                switch part {
                case .literal: continue
                case .secret(let name, _): values[name] = FlowText(parts: [part])
                case .code(let name, _): values["totp:\(name)"] = FlowText(parts: [part])
                }
            }
        }
        for (key, text) in flow.data { values["data.\(key)"] = text }
        return values
    }
}
