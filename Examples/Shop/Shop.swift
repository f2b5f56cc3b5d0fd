import Hummingbird

/// Everything a request can reach, and the routes to it.
struct Shop: Sendable {
    let faults: FaultSet
    let sessions: SessionStore
    let files: StaticFiles
    let extraPassword: String?

    func router() -> Router<ShopContext> {
        let router = Router(context: ShopContext.self)
        router.add(middleware: NoStore())
        files.addAssets(to: router)
        let visitors = router.group().add(middleware: SessionCookie(sessions: sessions))
        files.addPages(to: visitors, faults: faults)
        addCatalogueRoutes(to: visitors)
        addCartRoutes(to: visitors)
        addSignInRoutes(to: visitors)
        addAccountRoutes(to: visitors)
        addCheckoutRoutes(to: visitors)
        addBoardRoutes(to: visitors)
        addNewsRoutes(to: visitors)
        addServiceRoutes(to: visitors)
        return router
    }

    /// Runs `body` on the state of the visitor who sent the request.
    func visitor<R>(_ context: ShopContext, _ body: (inout Session) throws -> R) rethrows -> R {
        try sessions.with(context.sessionID, body)
    }
}
