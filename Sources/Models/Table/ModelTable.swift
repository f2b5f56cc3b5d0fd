import Foundation

/// The models we know, from the table that comes with us and from the user's own.
package struct ModelTable: Sendable {
    /// What is wrong with a table or with a name that is looked up in it.
    package struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    private var providers: [String: ProviderEntry]
    private var betas: [ToolGeneration: String]
    private var models: [ModelEntry]

    /// The table that comes with us.
    package static let bundled: ModelTable = {
        do {
            return try ModelTable(json: PackageResources.models_json)
        } catch {
            preconditionFailure("models.json: \(error)")
        }
    }()

    package init(json: [UInt8]) throws(Mistake) {
        let file = try Self.decode(json)
        providers = file.providers ?? [:]
        betas = Dictionary(
            uniqueKeysWithValues: (file.betas ?? [:]).map { (ToolGeneration(rawValue: $0), $1) })
        models = file.models ?? []
        try check()
    }

    /// The same table with the user's own in front of it: their models are looked up first, their providers take
    /// the place of ours with the same name.
    package func merged(with json: [UInt8]) throws(Mistake) -> ModelTable {
        let file = try Self.decode(json)
        var table = self
        table.providers.merge(file.providers ?? [:]) { $1 }
        for (tool, beta) in file.betas ?? [:] { table.betas[ToolGeneration(rawValue: tool)] = beta }
        table.models = (file.models ?? []) + models
        try table.check()
        return table
    }

    /// The facts about a model by its id, or by `provider/id`.
    ///
    /// A provider's address can be given by its own variable in `environment`, such as `ANTHROPIC_BASE_URL`.
    package func facts(for name: String, environment: [String: String] = [:]) throws(Mistake) -> ModelFacts {
        var id = name
        var chosen: String?
        if let slash = name.firstIndex(of: "/"), providers[String(name[..<slash])] != nil {
            chosen = String(name[..<slash])
            id = String(name[name.index(after: slash)...])
        }
        guard !id.isEmpty else { throw Mistake(description: "\"\(name)\" names no model") }
        let match = models.first { entry in
            // What fits any name at all is meant for those who say whom they want to ask.
            (chosen.map { $0 == entry.provider } ?? !entry.match.hasPrefix("*")) && entry.matches(id)
        }
        guard let match, let provider = providers[match.provider] else {
            let known = providers.keys.sorted().joined(separator: ", ")
            throw Mistake(
                description: "no model \"\(name)\"; write provider/model with one of \(known), "
                    + "or add it to models.json")
        }
        return facts(id: id, entry: match, provider: provider, environment: environment)
    }

    private func facts(
        id: String, entry: ModelEntry, provider: ProviderEntry, environment: [String: String]
    ) -> ModelFacts {
        let elsewhere = provider.urlVariable.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
        var url = elsewhere ?? provider.url
        while url.hasSuffix("/") { url.removeLast() }
        return ModelFacts(
            id: id,
            provider: Provider(
                name: entry.provider, wire: provider.wire, url: url, keyVariable: provider.keyVariable,
                keyHeader: provider.keyHeader ?? "authorization", headers: provider.headers ?? [:],
                streams: provider.streams ?? true),
            tools: entry.tools,
            betas: betas.filter { entry.tools.contains($0.key) },
            price: entry.price, images: entry.images, coordinates: entry.coordinates,
            maxOutputTokens: entry.maxOutputTokens ?? 2048, effort: entry.effort)
    }

    private func check() throws(Mistake) {
        for entry in models where providers[entry.provider] == nil {
            throw Mistake(description: "model \(entry.match): no provider \"\(entry.provider)\"")
        }
        for entry in models where entry.tools.isEmpty {
            throw Mistake(description: "model \(entry.match): no tools")
        }
    }

    private static func decode(_ json: [UInt8]) throws(Mistake) -> File {
        do {
            return try JSONDecoder().decode(File.self, from: Data(json))
        } catch let DecodingError.keyNotFound(key, context) {
            throw Mistake(description: "\(path(context)): \"\(key.stringValue)\" is missing")
        } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context),
            let DecodingError.dataCorrupted(context)
        {
            throw Mistake(description: "\(path(context)): \(context.debugDescription)")
        } catch {
            throw Mistake(description: "\(error)")
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.isEmpty
            ? "the file"
            : context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
    }
}

extension ModelTable {
    private struct File: Decodable {
        let providers: [String: ProviderEntry]?
        let betas: [String: String]?
        let models: [ModelEntry]?
    }

    private struct ProviderEntry: Decodable {
        let wire: Provider.Wire
        let url: String
        let urlVariable: String?
        let keyVariable: String?
        let keyHeader: String?
        let headers: [String: String]?
        let streams: Bool?
    }

    private struct ModelEntry: Decodable {
        /// May hold `*`, which stands for anything.
        let match: String
        let provider: String
        let tools: [ToolGeneration]
        let price: Price?
        let images: ImageLimits
        let coordinates: CoordinateProfile?
        let maxOutputTokens: Int?
        let effort: String?

        func matches(_ id: String) -> Bool {
            var rest = Substring(id)
            let parts = match.split(separator: "*", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                if place == 0 {
                    guard rest.hasPrefix(part) else { return false }
                    rest = rest.dropFirst(part.count)
                } else if place == parts.count - 1 {
                    guard rest.hasSuffix(part) else { return false }
                    return true
                } else {
                    guard let found = rest.firstRange(of: part) else { return false }
                    rest = rest[found.upperBound...]
                }
            }
            return rest.isEmpty
        }
    }
}
