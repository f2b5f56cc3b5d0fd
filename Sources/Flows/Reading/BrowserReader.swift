import Foundation

/// Reads a `browser` section, and the keys of it that an `emulate` action may have.
struct BrowserReader {
    /// What can change while a page is up.
    static let changing = [
        "viewport", "geolocation", "color_scheme", "reduced_motion", "forced_colors", "media", "offline",
        "network", "cpu_slowdown", "block", "mock",
    ]
    static let keys =
        changing + [
            "device", "scale_factor", "mobile", "touch", "user_agent", "locale", "timezone", "permissions",
            "headers", "headers_for", "http_credentials", "dialogs", "ignore_certificate_errors",
            "bypass_csp", "service_workers",
        ]

    let reader: ValueReader
    /// The folder that bodies of mocks are looked up in.
    let folder: URL
    var problems: ProblemList { reader.problems }

    func read(_ node: SourceNode) -> BrowserSettings {
        guard let fields = Fields(node, owner: "browser", known: Self.keys, problems: problems) else {
            return BrowserSettings()
        }
        return read(fields)
    }

    func read(_ fields: Fields) -> BrowserSettings {
        var settings = BrowserSettings()
        readDevice(fields, &settings)
        settings.locale = fields["locale"].flatMap(locale)
        settings.timeZone = fields["timezone"].flatMap(timeZone)
        settings.geolocation = fields["geolocation"].flatMap(place)
        settings.permissions = fields["permissions"].map { words($0, "permissions") } ?? []
        settings.colorScheme = choice(fields, "color_scheme")
        settings.reducedMotion = bool(fields, "reduced_motion")
        settings.forcedColors = bool(fields, "forced_colors")
        settings.media = choice(fields, "media")
        settings.isOffline = bool(fields, "offline")
        settings.network = fields["network"].flatMap(network)
        settings.cpuSlowdown = number(fields, "cpu_slowdown", in: 1...100)
        settings.headers = fields["headers"].map { headers($0, "headers") } ?? [:]
        let reach: HeaderReach? = choice(fields, "headers_for")
        settings.headersGoEverywhere = reach.map { $0 == .all }
        settings.credentials = fields["http_credentials"].flatMap(credentials)
        settings.blocked = fields["block"].map { texts($0, "block") } ?? []
        settings.mocks = fields["mock"].map { reader.list($0).compactMap(mock) } ?? []
        settings.dialogs = choice(fields, "dialogs")
        settings.ignoresCertificateErrors = bool(fields, "ignore_certificate_errors")
        settings.bypassesCSP = bool(fields, "bypass_csp")
        settings.serviceWorkers = choice(fields, "service_workers")
        return settings
    }

    private enum HeaderReach: String, CaseIterable { case base, all }

    private func readDevice(_ fields: Fields, _ settings: inout BrowserSettings) {
        settings.device = fields["device"].flatMap { node in
            reader.word(node, "device").map { .init($0, location: node.location) }
        }
        settings.viewport = fields["viewport"].flatMap(size)
        settings.scaleFactor = number(fields, "scale_factor", in: 0.5...5)
        settings.isMobile = bool(fields, "mobile")
        settings.hasTouch = bool(fields, "touch")
        settings.userAgent = fields["user_agent"].flatMap { reader.text($0, "user_agent") }
    }

    // MARK: Values

    private func bool(_ fields: Fields, _ key: String) -> Bool? {
        guard let node = fields[key] else { return nil }
        if let value = node.bool { return value }
        problems.add(node.location, "\(key) must be true or false, not \(node.kindInWords)")
        return nil
    }

    func number(_ fields: Fields, _ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = fields[key] else { return nil }
        if let number = node.number, range.contains(number) { return number }
        func shown(_ bound: Double) -> String { Int(exactly: bound).map(String.init) ?? String(bound) }
        let bounds = "between \(shown(range.lowerBound)) and \(shown(range.upperBound))"
        problems.add(node.location, "\(key) must be a number \(bounds), not \(node.kindInWords)")
        return nil
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ fields: Fields, _ key: String
    ) -> Choice? {
        guard let node = fields[key], let word = reader.word(node, key) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        problems.add(
            node.location, "\(key) must be \(words.joined(separator: " or ")), not \(node.kindInWords)",
            hint: Nearest.hint(for: word, among: words))
        return nil
    }

    private func words(_ node: SourceNode, _ key: String) -> [BrowserSettings.Word] {
        reader.words(node, key).map { .init($0.word, location: $0.location) }
    }

    func texts(_ node: SourceNode, _ key: String) -> [FlowText] {
        reader.list(node).compactMap { reader.text($0, key) }
    }

    /// Names of headers and their values.
    func headers(_ node: SourceNode, _ key: String) -> [String: FlowText] {
        guard case .mapping(let entries) = node.content else {
            problems.add(node.location, "\(key) must be a map, not \(node.kindInWords)")
            return [:]
        }
        var headers: [String: FlowText] = [:]
        for entry in entries {
            guard entry.key.wholeMatch(of: /[!#$%&'*+.^_`|~0-9A-Za-z-]+/) != nil else {
                problems.add(entry.keyLocation, "\"\(entry.key)\" is not the name of a header")
                continue
            }
            let text = reader.text(entry.value, "the header \(entry.key)", canBeEmpty: true)
            if let text, text.reveal({ $0.contains(where: \.isNewline) }) {
                problems.add(entry.value.location, "the header \(entry.key) must be one line")
            }
            headers[entry.key] = text
        }
        return headers
    }
}
