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
        let created = try await root.send(
            DevTools.Target.CreateTarget(url: "about:blank", browserContextId: id))
        let target = created.targetId
        let session = try await browser.roster.session(of: target.rawValue, within: CallLimits.command)
        let page = Page(
            context: self, target: target, session: Session(browser.connection, session), options: options)
        try await page.setUp()
        tabs.add(page, opener: nil)
        return page
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
