/// An isolated set of cookies, storage and pages within a browser.
package struct BrowserContext: Sendable {
    package let browser: Browser
    let id: DevTools.Browser.BrowserContextID
    /// Its open pages.
    package let tabs: Tabs

    init(_ browser: Browser, _ id: DevTools.Browser.BrowserContextID) {
        self.browser = browser
        self.id = id
        tabs = Tabs(root: browser.root)
        browser.roster.add(tabs, context: id)
    }

    /// Opens a page, fully set up and at `about:blank`.
    package func newPage(_ options: PageOptions) async throws -> Page {
        let root = browser.root
        if let folder = options.downloadFolder {
            try await root.send(
                DevTools.Browser.SetDownloadBehavior(
                    behavior: .init(rawValue: "allowAndName"), browserContextId: id, downloadPath: folder,
                    eventsEnabled: true))
        }
        let refused = try await grant(options.emulation.permissions)
        let created = try await root.send(
            DevTools.Target.CreateTarget(url: "about:blank", browserContextId: id))
        let target = created.targetId
        let session = try await browser.roster.session(of: target.rawValue, within: CallLimits.command)
        let page = Page(
            context: self, target: target, session: Session(browser.connection, session), options: options)
        page.environment.note(refused)
        try await page.setUp()
        tabs.add(page, opener: nil)
        return page
    }

    /// Lets the pages of the context do these things without asking; tells which of them this Chromium does not know.
    ///
    /// One call each: a single unknown name would fail a call for all.
    package func grant(_ permissions: Set<Permission>) async throws -> [String] {
        guard !permissions.isEmpty else { return [] }
        let sorted = permissions.sorted { $0.name < $1.name }
        let calls = sorted.map { permission in
            Call(
                DevTools.Browser.SetPermission(
                    permission: permission.descriptor, setting: .granted, browserContextId: id))
        }
        let outcomes = try await browser.connection.exchange(
            calls, session: nil, within: CallLimits.command)
        return try zip(sorted, outcomes).compactMap { permission, outcome in
            do {
                _ = try outcome.get()
                return nil
            } catch let error as CDPError where !error.isLoss {
                return "the permission \(permission.name) could not be given: \(error.detail)"
            }
        }
    }

    /// Closes every page of the context and forgets its storage.
    ///
    /// Works on a hung renderer too.
    package func dispose() async {
        await shielded { [self] in
            _ = try? await browser.root.send(
                DevTools.Target.DisposeBrowserContext(browserContextId: id), within: CallLimits.ping)
            browser.roster.remove(context: id)
            tabs.end()
        }
    }

    /// All cookies of the context.
    package func cookies() async throws -> [DevTools.Network.Cookie] {
        try await browser.root.send(DevTools.Storage.GetCookies(browserContextId: id)).cookies
    }

    package func setCookies(_ cookies: [DevTools.Network.CookieParam]) async throws {
        try await browser.root.send(DevTools.Storage.SetCookies(cookies: cookies, browserContextId: id))
    }
}
