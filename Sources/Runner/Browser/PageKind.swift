import CDP

/// What a flow asks the pool for: a page that is set up so, in the state that these flows leave behind.
struct PageKind: Sendable, Equatable {
    var options: PageOptions
    /// Names of setup flows.
    var setups: [String] = []
}
