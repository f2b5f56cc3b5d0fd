package import CDP
import Foundation

/// Lends `body` a browser of its own, for tests that kill it or need to see all it leaves; it is closed in any case.
///
/// - Throws: `LeftBehind` when a file of it is there after it was closed.
package func withBrowser<R>(_ body: (Browser) async throws -> R) async throws -> R {
    try await withTemporaryFolder { folder in
        var options = BrowserOptions()
        options.scratchRoot = folder.path
        let browser = try await Browser.launch(options, loop: SharedBrowser.loop, log: SharedBrowser.log)
        let result: R
        do {
            result = try await body(browser)
        } catch {
            await browser.close()
            throw error
        }
        await browser.close()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard files.isEmpty else { throw LeftBehind(description: "after the browser: \(files)") }
        return result
    }
}
