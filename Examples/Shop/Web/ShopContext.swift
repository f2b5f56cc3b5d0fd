import Hummingbird

/// A request's context: which browser sent it.
struct ShopContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var sessionID = SessionID()

    init(source: Source) { coreContext = .init(source: source) }
}
