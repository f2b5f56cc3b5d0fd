/// How one document that the main frame showed felt to its user: the Web Vitals and the milestones they stand beside.
///
/// All are milliseconds from when the document was asked for, but for `shift`, which is a score; nil is what has not
/// happened.
package struct DocumentVitals: Sendable, Equatable, Codable {
    package var url: String
    /// When the document was asked for, in seconds since 1970.
    package var start: Double
    /// Time to first byte.
    package var ttfbMs: Double?
    /// First contentful paint.
    package var fcpMs: Double?
    /// Largest contentful paint.
    package var lcpMs: Double?
    /// Cumulative layout shift, of the worst five seconds.
    package var cls: Double?
    /// Interaction to next paint, of the slowest interaction but for outliers.
    package var inpMs: Double?
    package var contentLoadedMs: Double?
    package var loadedMs: Double?
}
