import Agent

/// The command line that plays one flow of a run again, with what the run was played with.
///
/// Pure.
struct RepeatCommand: Sendable, Equatable {
    /// Options and their values, as they were given.
    var options: [String] = []
    /// The folder of the run whose recorded answers are replayed, when that is all there is to ask.
    var replayed: String?
    /// The folder that this run's own recordings lie in.
    var recorded: String?

    init() {}

    /// - Parameters:
    ///   - baseURL: As it may be shown.
    ///   - folder: Of this run, as a person would write it.
    init(_ request: RunRequest, baseURL: String?, folder: String) {
        if request.baseURL != nil, let baseURL { options += ["--base-url", baseURL] }
        if let flows = request.flowsFolder { options += ["--flows", flows] }
        if let agent = request.agent { options += ["--agent", agent.rawValue] }
        if let heal = request.heal { options += ["--heal", heal.rawValue] }
        switch request.modelMode {
        case .record?: recorded = folder
        case .replay?: replayed = request.recordings
        case .live?, nil: break
        }
        if request.modelMode == .replay, replayed == nil { options += ["--model", "replay"] }
    }

    /// - Parameter hasRecording: Whether the flow has asked models in this run, and what they said was kept.
    func text(_ flow: String, hasRecording: Bool) -> String {
        var words = options
        if let folder = replayed ?? (hasRecording ? recorded : nil) {
            words += ["--model", "replay", "--recordings", folder]
        }
        return ([ReportText.repeatCommand(flow)] + words.map(ReportText.word)).joined(separator: " ")
    }
}
