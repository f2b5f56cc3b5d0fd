import CDP
import Foundation

/// A page whose every request we answer ourselves, with nothing: it can be of any origin without that being asked.
struct EmptyPage: Sendable {
    private let page: Page

    /// Opens one, lends it to `body` and closes it.
    static func with<R>(in context: BrowserContext, _ body: (EmptyPage) async throws -> R) async throws -> R {
        let page = try await context.newPage(PageOptions())
        do {
            let session = page.session
            _ = session.on(DevTools.Fetch.RequestPausedEvent.self) { event in
                let type = DevTools.Fetch.HeaderEntry(name: "content-type", value: "text/html")
                let answer = DevTools.Fetch.FulfillRequest(
                    requestId: event.requestId, responseCode: 200, responseHeaders: [type],
                    body: Base64(bytes: Array("<!doctype html>".utf8)))
                session.connection.post(Call(answer), session: session.id)
            }
            try await session.send(batch: [
                // A service worker of the application would answer in our place.
                Call(DevTools.Network.SetBypassServiceWorker(bypass: true)), Call(DevTools.Fetch.Enable()),
            ])
            let result = try await body(EmptyPage(page: page))
            await page.close()
            return result
        } catch {
            await page.close()
            throw error
        }
    }

    /// Goes to an origin and evaluates an expression there; promises are awaited.
    func ask<Value: Decodable & Sendable>(_ origin: String, _ expression: String) async throws -> Value {
        try await page.navigate(to: origin + "/", within: CallLimits.command)
        return try await page.value(of: expression)
    }
}
