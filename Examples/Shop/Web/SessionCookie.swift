import Hummingbird

/// Finds out which browser is asking, and gives a new one its cookie.
struct SessionCookie: RouterMiddleware {
    let sessions: SessionStore

    private static let name = "shop_session"

    func handle(
        _ request: Request, context: ShopContext,
        next: @concurrent (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let known = request.cookies[SessionCookie.name].flatMap { SessionID(rawValue: $0.value) }
        if let known { context.sessionID = known }
        var response = try await next(request, context)
        if known == nil {
            let cookie = Cookie(
                name: SessionCookie.name, value: context.sessionID.rawValue, path: "/", sameSite: .lax)
            response.setCookie(cookie)
        }
        return response
    }
}
