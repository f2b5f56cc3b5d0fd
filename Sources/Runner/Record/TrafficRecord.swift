package import CDP

/// One line of a page's console in a step.
package struct ConsoleRecord: Codable, Sendable, Equatable {
    /// `log`, `info`, `warning`, `error` or `exception`.
    package var level: String
    package var text: String
    /// Address, line and column of the script that said it.
    package var source: String?
    /// How many times in a row it was said.
    package var count: Int

    package init(level: String, text: String, source: String? = nil, count: Int = 1) {
        self.level = level
        self.text = text
        self.source = source
        self.count = count
    }
}

/// The Web Vitals of a flow: of each the worst of its documents.
package struct VitalsRecord: Codable, Sendable, Equatable {
    package var ttfbMs: Double?
    package var fcpMs: Double?
    package var lcpMs: Double?
    package var cls: Double?
    package var inpMs: Double?
    package var documents: [DocumentVitals]

    /// Nil when nothing was measured.
    package init?(_ documents: [DocumentVitals]) {
        guard !documents.isEmpty else { return nil }
        func worst(_ value: (DocumentVitals) -> Double?) -> Double? { documents.compactMap(value).max() }
        ttfbMs = worst(\.ttfbMs)
        fcpMs = worst(\.fcpMs)
        lcpMs = worst(\.lcpMs)
        cls = worst(\.cls)
        inpMs = worst(\.inpMs)
        self.documents = documents
    }
}

/// What a page did beyond what is remembered of it.
package struct ForgottenRecord: Codable, Sendable, Equatable {
    package var requests: Int
    package var consoleMessages: Int
    /// Messages of WebSockets and event sources.
    package var socketMessages: Int

    /// Nil when nothing was forgotten.
    package init?(requests: Int, consoleMessages: Int, socketMessages: Int) {
        guard requests + consoleMessages + socketMessages > 0 else { return nil }
        self.requests = requests
        self.consoleMessages = consoleMessages
        self.socketMessages = socketMessages
    }
}
