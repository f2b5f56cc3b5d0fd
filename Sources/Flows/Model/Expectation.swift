/// Something that must be true after a step; its place in the file does not make it another expectation.
package struct Expectation: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case url(FlowText)
        case title(FlowText)
        case visible(Target)
        case hidden(Target)
        /// Within the target, or anywhere on the page.
        case text(in: Target?, FlowText)
        case value(Target, FlowText)
        case checked(Target, Bool)
        case enabled(Target)
        case disabled(Target)
        case focused(Target)
        case count(Target, Int)
        case request(RequestPattern)
        case download(DownloadPattern)
        case console(ConsoleRule)
        /// A sentence, judged only when no deterministic form exists.
        case says(FlowText)
    }

    package let kind: Kind
    package let location: SourceLocation

    package init(_ kind: Kind, location: SourceLocation = SourceLocation(file: "")) {
        self.kind = kind
        self.location = location
    }

    /// Every text the expectation holds.
    package var texts: [FlowText] {
        switch kind {
        case .url(let text), .title(let text), .says(let text), .console(.contains(let text)): [text]
        case .visible(let target), .hidden(let target), .checked(let target, _), .enabled(let target),
            .disabled(let target), .focused(let target), .count(let target, _):
            [target.text]
        case .text(in: let target, let text): [target?.text, text].compactMap { $0 }
        case .value(let target, let text): [target.text, text]
        case .request(let pattern): [pattern.path]
        case .download(let pattern): [pattern.name, pattern.content].compactMap { $0 }
        case .console(.clean): []
        }
    }
}

/// A request the page must have made.
package struct RequestPattern: Sendable, Hashable {
    /// Upper case; nil matches every method.
    package let method: String?
    /// Path or absolute URL.
    package let path: FlowText
    /// Nil matches every answer.
    package let status: Int?

    package init(method: String? = nil, path: FlowText, status: Int? = nil) {
        self.method = method
        self.path = path
        self.status = status
    }
}

/// A file the page must have handed over.
package struct DownloadPattern: Sendable, Hashable {
    package let name: FlowText?
    /// A text the file must contain.
    package let content: FlowText?
    package let minimumBytes: Int?

    package init(name: FlowText? = nil, content: FlowText? = nil, minimumBytes: Int? = nil) {
        self.name = name
        self.content = content
        self.minimumBytes = minimumBytes
    }
}

/// What the page must have written to its console.
package enum ConsoleRule: Sendable, Hashable {
    /// No errors and no uncaught exceptions.
    case clean
    case contains(FlowText)
}

extension Expectation {
    package static func == (left: Expectation, right: Expectation) -> Bool { left.kind == right.kind }

    package func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}
