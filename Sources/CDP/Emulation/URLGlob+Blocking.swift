extension URLGlob {
    /// The addresses as `Network.setBlockedURLs` takes them: each part of an address has a pattern of its own there, so
    /// a star at the front becomes one pattern for every part it can reach into.
    var blockPatterns: [String] {
        if let scheme = whole.firstRange(of: "://") {
            return [Self.pattern(String(whole[..<scheme.lowerBound]), whole[scheme.upperBound...])]
        }
        guard whole.hasPrefix("*") else { return [] }
        let rest = whole.drop { $0 == "*" }
        let anywhere = "*://*:*/*"
        var patterns = [anywhere + Self.escaped(rest)]
        if !rest.contains("?") { patterns.append(anywhere + "\\?*" + Self.escaped(rest)) }
        if rest.hasPrefix("/") {
            patterns.append("*://*:*" + Self.escaped(rest))
        } else if rest.contains("/") {
            patterns.append(Self.pattern("*", "*" + rest))
        } else if rest.hasSuffix("*") {
            patterns.append("*://*" + Self.escaped(rest) + ":*/*")
        }
        return patterns
    }

    private static func pattern(_ scheme: String, _ rest: some StringProtocol) -> String {
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let (host, path) = (rest[..<slash], rest[slash...])
        let isOpen = host == "*"
        let end = path.isEmpty && host.hasSuffix("*") ? "/*" : escaped(path)
        return "\(scheme)://" + (isOpen ? "*:*" : escapedHost(host)) + end
    }

    /// Colons of a host are no special characters there.
    private static func escapedHost(_ host: some StringProtocol) -> String {
        host.map { "{}()?+\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func escaped(_ text: some StringProtocol) -> String {
        text.map { ":{}()?+\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
