package import CDP

/// Lends a page in a context of its own, and a site for it to visit, to `body`.
///
/// Afterwards the shared browser must be as it was before: no pending calls, contexts, targets or listeners more.
package func withPage<R>(
    _ options: PageOptions = PageOptions(), _ body: (Page, FixtureSite) async throws -> R
) async throws -> R {
    try await withContext { context, site in
        try await body(try await context.newPage(options), site)
    }
}

/// The same with a context in which the test opens pages itself.
package func withContext<R>(_ body: (BrowserContext, FixtureSite) async throws -> R) async throws -> R {
    try await FixtureSite.with { site in
        try await SharedBrowser.use { browser in
            let context = try await browser.makeContext()
            do {
                let result = try await body(context, site)
                await context.dispose()
                return result
            } catch {
                await context.dispose()
                throw error
            }
        }
    }
}
