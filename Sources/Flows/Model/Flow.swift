/// One thing a person does with the application, as a list of steps.
package struct Flow: Sendable, Hashable, Identifiable {
    /// How much a failure matters; flows that matter more run first.
    package enum Priority: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        case critical, high, medium, low

        /// `critical` sorts first.
        package static func < (left: Priority, right: Priority) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .critical: 0
            case .high: 1
            case .medium: 2
            case .low: 3
            }
        }
    }

    package let id: FlowID
    package let name: String
    package let description: String?
    package let priority: Priority
    package let persona: String?
    /// Path under the base URL, or an absolute URL.
    package let entryPoint: FlowText?
    package let tags: [String]
    /// Names of the flows whose end state this one starts from.
    package let setup: [String]
    package let data: [String: FlowText]
    /// What surrounds its pages.
    package let browser: BrowserSettings
    package let steps: [Step]
    package let location: SourceLocation

    package init(
        id: FlowID? = nil, name: String, description: String? = nil, priority: Priority = .medium,
        persona: String? = nil, entryPoint: FlowText? = nil, tags: [String] = [], setup: [String] = [],
        data: [String: FlowText] = [:], browser: BrowserSettings = BrowserSettings(), steps: [Step] = [],
        location: SourceLocation = SourceLocation(file: "")
    ) {
        self.id = id ?? FlowID(project: "", flow: name)
        self.name = name
        self.description = description
        self.priority = priority
        self.persona = persona
        self.entryPoint = entryPoint
        self.tags = tags
        self.setup = setup
        self.data = data
        self.browser = browser
        self.steps = steps
        self.location = location
    }

    /// File name for what the flow leaves behind: `[a-z0-9-]`, at most 60 characters.
    package var slug: String { Slug.make(from: name) }

    /// Every secret that stands anywhere in the flow, each once: what a redactor has to look for.
    package var secrets: [Secret] {
        var seen: Set<Secret> = []
        return texts.flatMap(\.secrets).filter { seen.insert($0).inserted }
    }

    /// The same by the variables they come from, for what is to be filled in again.
    package var secretsByName: [String: Secret] {
        let named = texts.flatMap(\.parts).compactMap { part -> (String, Secret)? in
            if case .secret(let name, let secret) = part { (name, secret) } else { nil }
        }
        return Dictionary(named) { first, _ in first }
    }

    /// What gives codes while the flow is played: a redactor has to look for those too.
    package var oneTimePasswords: [OneTimePassword] { texts.flatMap(\.oneTimePasswords) }

    /// Every text the flow holds but for its names.
    package var texts: [FlowText] {
        [entryPoint].compactMap { $0 } + data.keys.sorted().compactMap { data[$0] } + browser.texts
            + steps.flatMap { step in
                step.actions.flatMap(\.texts) + step.expectations.flatMap(\.texts)
            }
    }
}
