import CDP

/// A page in a context of its own, lent to one attempt at a flow.
struct PageLease: Sendable {
    let seat: PoolPlan.ID
    let page: Page
    /// What the attempt waited for until it had the page.
    var waits: [Wait] = []
    /// The state that the page was given; nil while it has none.
    private(set) var state: StorageState.ID?
    fileprivate let downloads: ScratchFolder

    var browser: Browser { page.context.browser }

    /// Whether the page can still be handed out.
    var isUsable: Bool { !page.hasCrashed && browser.deathReason == nil }

    /// Makes a context with a page that is fully set up.
    static func make(_ options: PageOptions, in browser: Browser, seat: PoolPlan.ID) async throws -> PageLease
    {
        let downloads = try ScratchFolder("downloads")
        do {
            let context = try await browser.makeContext(for: options.emulation.requests.origins)
            do {
                var options = options
                options.downloadFolder = downloads.path
                return PageLease(seat: seat, page: try await context.newPage(options), downloads: downloads)
            } catch {
                await context.dispose()
                throw error
            }
        } catch {
            downloads.remove()
            throw error
        }
    }

    /// Gives a page that has none yet the state of setup flows.
    mutating func give(_ state: StorageState) async throws {
        try await state.restore(to: page)
        self.state = state.id
    }

    /// Forgets the context and all it has downloaded.
    ///
    /// Also when its browser is gone: the context and its pages know of each other until it is disposed of.
    func end() async {
        await page.context.dispose()
        downloads.remove()
    }
}
