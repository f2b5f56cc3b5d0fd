/// A way of offering the screen to a model; each model knows some of them.
package struct ToolGeneration: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let browserToolset = ToolGeneration(rawValue: "browser_toolset_20260801")
    package static let computerToolset = ToolGeneration(rawValue: "computer_toolset_20260801")
    package static let computer20251124 = ToolGeneration(rawValue: "computer_20251124")
    package static let computer20250124 = ToolGeneration(rawValue: "computer_20250124")
    package static let openAIComputer = ToolGeneration(rawValue: "computer")
    package static let openAIPreview = ToolGeneration(rawValue: "computer_use_preview")
    /// Functions of our own, one for each thing that can be done.
    package static let functions = ToolGeneration(rawValue: "functions")
    /// No tools at all: the model writes its calls as JSON into its text.
    package static let written = ToolGeneration(rawValue: "written")

    package var description: String { rawValue }

    /// Whether elements can be named instead of points.
    package var hasReferences: Bool { self == .browserToolset || self == .functions || self == .written }
}
