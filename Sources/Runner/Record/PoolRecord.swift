/// What a run made of browsers and memory.
package struct PoolRecord: Codable, Sendable, Equatable {
    /// Browsers that were started.
    package var browsers = 0
    /// Browsers that had served enough and were followed by another.
    package var recycled = 0
    /// Contexts that were made.
    package var contexts = 0
    /// Attempts that found a page that was made in advance.
    package var warm = 0
    /// Contexts and pages that browsers still had, unknown to us, when they were ended.
    package var leakedContexts = 0
    package var leakedPages = 0
    /// How long flows were held back for lack of memory.
    package var heldMs = 0
    /// The most memory that a browser with all its processes was seen to take; looked at every few seconds.
    package var peakBytes: UInt64 = 0

    package init() {}
}
