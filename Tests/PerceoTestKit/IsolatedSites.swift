package import CDP

/// Lends a page in a browser that gives every site a process of its own, and a site for it to visit.
///
/// The site's pages are of another one to each other under `localhost`: see `FixtureSite.foreign`.
package func withIsolatedPage<R>(
    _ options: PageOptions = PageOptions(), _ body: (Page, FixtureSite) async throws -> R
) async throws -> R {
    try await FixtureSite.with { site in
        try await SharedBrowser.use(.isolating) { browser in
            let context = try await browser.makeContext()
            do {
                let result = try await body(try await context.newPage(options), site)
                await context.dispose()
                return result
            } catch {
                await context.dispose()
                throw error
            }
        }
    }
}

extension FixtureSite {
    /// The same page under a name that is another site to the browser.
    package func foreign(_ path: String) -> String { "http://localhost:\(port)\(path)" }
}
