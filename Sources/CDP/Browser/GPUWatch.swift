/// Tells from one look at a browser's processes to the next whether the one that draws was lost.
///
/// Pure. Chromium starts another and says nothing, so that only pictures come late.
struct GPUWatch: Sendable, Equatable {
    private var known: Int?

    /// - Parameter process: The id of the process that draws; nil while there is none.
    /// - Returns: Whether the one that was seen before is gone.
    mutating func saw(_ process: Int?) -> Bool {
        defer { known = process }
        return known != nil && known != process
    }
}
