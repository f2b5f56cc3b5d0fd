import Foundation

extension BrowserReader {
    /// `390x844`, or a map of width and height.
    func size(_ node: SourceNode) -> BrowserSettings.Size? {
        let range = 1...16_384
        if case .mapping = node.content {
            guard
                let fields = Fields(
                    node, owner: "viewport", known: ["width", "height"], problems: problems)
            else { return nil }
            let sides = ["width", "height"].map { key -> Int? in
                guard let side = fields[key] else {
                    problems.add(node.location, "viewport needs a \(key)")
                    return nil
                }
                return reader.integer(side, key, in: range)
            }
            guard let width = sides[0], let height = sides[1] else { return nil }
            return .init(width: width, height: height)
        }
        if case .scalar(let scalar) = node.content,
            let match = scalar.text.wholeMatch(of: /(\d{1,5})\s*[x×]\s*(\d{1,5})/),
            let width = Int(match.1), let height = Int(match.2), range.contains(width),
            range.contains(height)
        {
            return .init(width: width, height: height)
        }
        problems.add(
            node.location, "viewport must be a size, not \(node.kindInWords)", hint: "for example 390x844")
        return nil
    }

    func locale(_ node: SourceNode) -> BrowserSettings.Word? {
        guard let word = reader.word(node, "locale") else { return nil }
        let language = Locale.Language(identifier: word)
        let isShaped =
            word.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*/)
            != nil
        let codes = Set(Locale.LanguageCode.isoLanguageCodes.map(\.identifier))
        let code = language.languageCode?.identifier ?? ""
        let regions = Set(Locale.Region.isoRegions.map(\.identifier))
        let hasRegion = language.region.map { regions.contains($0.identifier) } ?? true
        guard isShaped, codes.contains(code), hasRegion else {
            problems.add(
                node.location, "locale must be a language and perhaps a region, not \(node.kindInWords)",
                hint: "for example de-DE")
            return nil
        }
        return .init(word, location: node.location)
    }

    func timeZone(_ node: SourceNode) -> BrowserSettings.Word? {
        guard let word = reader.word(node, "timezone") else { return nil }
        let known = TimeZone.knownTimeZoneIdentifiers
        guard
            known.contains(word) || word == "UTC" || (word.contains("/") && TimeZone(identifier: word) != nil)
        else {
            problems.add(
                node.location, "unknown timezone \"\(word)\"",
                hint: Nearest.hint(for: word, among: known) ?? "for example Europe/Berlin")
            return nil
        }
        return .init(word, location: node.location)
    }

    func place(_ node: SourceNode) -> BrowserSettings.Place? {
        let known = ["latitude", "longitude", "accuracy"]
        guard let fields = Fields(node, owner: "geolocation", known: known, problems: problems) else {
            return nil
        }
        for key in known.dropLast() where fields[key] == nil {
            problems.add(node.location, "geolocation needs a \(key)")
        }
        let accuracy = number(fields, "accuracy", in: 0...1_000_000) ?? 0
        guard let latitude = number(fields, "latitude", in: -90...90),
            let longitude = number(fields, "longitude", in: -180...180)
        else { return nil }
        return .init(latitude: latitude, longitude: longitude, accuracy: accuracy)
    }

    /// A name, or numbers.
    func network(_ node: SourceNode) -> BrowserSettings.Network? {
        guard case .mapping = node.content else {
            return reader.word(node, "network").map { .profile(.init($0, location: node.location)) }
        }
        let known = ["latency_ms", "download_kbps", "upload_kbps"]
        guard let fields = Fields(node, owner: "network", known: known, problems: problems) else {
            return nil
        }
        if fields.entries.isEmpty { problems.add(node.location, "network is empty") }
        return .numbers(
            latency: number(fields, "latency_ms", in: 0...60_000) ?? 0,
            download: number(fields, "download_kbps", in: 1...10_000_000),
            upload: number(fields, "upload_kbps", in: 1...10_000_000))
    }

    func credentials(_ node: SourceNode) -> BrowserSettings.Credentials? {
        let known = ["username", "password", "origin"]
        guard let fields = Fields(node, owner: "http_credentials", known: known, problems: problems) else {
            return nil
        }
        for key in known.dropLast() where fields[key] == nil {
            problems.add(node.location, "http_credentials needs a \(key)")
        }
        guard let username = fields["username"].flatMap({ reader.text($0, "username") }),
            let password = fields["password"].flatMap({ reader.text($0, "password", canBeEmpty: true) })
        else { return nil }
        return .init(
            username: username, password: password,
            origin: fields["origin"].flatMap { reader.text($0, "origin") }, location: node.location)
    }
}
