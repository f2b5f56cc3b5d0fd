package import CDP

/// What a test wanted of a page is not there.
package struct PageMishap: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

extension Page {
    /// More than any page here needs, even on a starved machine.
    private static let patience: Duration = .seconds(30)

    /// Serves `html` as the site's first page and opens it.
    package func show(_ html: String, on site: FixtureSite) async throws {
        site.page("/", html)
        try await open("/", on: site)
    }

    package func open(_ path: String, on site: FixtureSite) async throws {
        try await navigate(to: site.url(path), within: Self.patience)
    }

    /// The value of an expression in the page's own world; promises are awaited, `undefined` is null.
    @discardableResult
    package func script(_ expression: String) async throws -> JSONValue {
        let reply = try await session.send(
            DevTools.Runtime.Evaluate(
                expression: expression, returnByValue: true, awaitPromise: true),
            within: Self.patience)
        if let details = reply.exceptionDetails {
            throw PageMishap(details.exception?.description ?? details.text)
        }
        return reply.result.value ?? .null
    }

    /// The first element that `css` finds, shadow roots included.
    package func element(_ css: String, in frame: FrameID? = nil) async throws -> ElementRef {
        struct Answer: Decodable, Sendable { let refs: [Int]? }
        guard let id = frame ?? frames.first?.id else { throw PageMishap("no frame") }
        let answer: Answer = try await look("query", [argument("css"), argument(css)], in: id)
        guard let number = answer.refs?.first else { throw PageMishap("nothing fits \(css)") }
        return ElementRef(frame: id, number: number)
    }

    /// The frame whose address ends so, as soon as it shows a parsed document.
    package func frame(_ ending: String) async throws -> FrameID {
        try await within(Self.patience, "wait for frame \(ending)") { [self] in
            while true {
                let found = frames.first {
                    $0.url.hasSuffix(ending) && $0.milestones.contains("DOMContentLoaded")
                }
                if let found { return found.id }
                await Task.yield()
            }
        }
    }

    /// Starts `operation`, and when it has asked the page something that is still open, does `release`.
    ///
    /// What `release` sends is handled after what was asked before it, so the operation has met the page as it was.
    package func when<R: Sendable>(
        _ operation: @escaping @Sendable () async throws -> R,
        waits release: @escaping @Sendable () async throws -> Void
    ) async throws -> R {
        try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask { try await operation() }
            group.addTask { [connection = session.connection] in
                while !connection.awaitsAnswer {
                    try Task.checkCancellation()
                    await Task.yield()
                }
                try await release()
                return nil
            }
            var result: R?
            for try await one in group { result = result ?? one }
            guard let result else { throw PageMishap("the operation gave nothing") }
            return result
        }
    }
}

extension [Wait] {
    /// The causes, each once, in order.
    package var causes: [String] {
        var seen: Set<String> = []
        return map(\.cause).filter { seen.insert($0).inserted }
    }
}
