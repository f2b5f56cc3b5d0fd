/// Where models' answers come from.
package enum ModelMode: String, Sendable, CaseIterable {
    case live
    /// From the provider, and kept beside each flow's artifacts.
    case record
    /// From what an earlier run has kept; nothing is sent.
    case replay
}
