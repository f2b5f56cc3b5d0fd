extension BrowserSettings {
    /// What an action changes, on one line with every secret masked.
    var changes: String {
        let words: [String?] = [
            isOffline.map { $0 ? "offline" : "online" },
            network.map { "network \($0)" },
            cpuSlowdown.map { "script \($0) times slower" },
            viewport.map { "viewport \($0.width)x\($0.height)" },
            geolocation.map { "place \($0.latitude), \($0.longitude)" },
            colorScheme.map { "color scheme \($0)" },
            reducedMotion.map { $0 ? "reduced motion" : "full motion" },
            forcedColors.map { $0 ? "forced colors" : "own colors" },
            media.map { "\($0)" },
            blocked.isEmpty ? nil : "block \(blocked.map(\.description).joined(separator: ", "))",
            unmocked.map { "unmock \($0)" },
            mocks.isEmpty ? nil : "mock \(mocks.map(\.url.description).joined(separator: ", "))",
        ]
        return words.compactMap { $0 }.joined(separator: "; ")
    }
}

extension BrowserSettings.Network: CustomStringConvertible {
    package var description: String {
        switch self {
        case .profile(let word): word.text
        case .numbers(let latency, let download, let upload):
            ["\(latency) ms", download.map { "\($0) kbit/s down" }, upload.map { "\($0) kbit/s up" }]
                .compactMap { $0 }.joined(separator: ", ")
        }
    }
}

extension BrowserSettings.Unmocked: CustomStringConvertible {
    package var description: String {
        switch self {
        case .all: "all"
        case .urls(let urls): urls.map(\.description).joined(separator: ", ")
        }
    }
}
