import Hummingbird

/// Keeps browsers from caching: an edited file must show on the next reload.
struct NoStore: RouterMiddleware {
    func handle(
        _ request: Request, context: ShopContext,
        next: @concurrent (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
