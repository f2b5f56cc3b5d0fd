import Agent
import CDP
import Flows

/// What surrounds the pages of one flow: its own `browser` section over the configuration's.
struct FlowSurroundings: Sendable {
    private let flow: Flow
    private let settings: RunSettings

    init(_ flow: Flow, _ settings: RunSettings) {
        self.flow = flow
        self.settings = settings
    }

    /// What a page of the flow is set up with.
    var options: PageOptions {
        var options = PageOptions()
        options.viewport = settings.viewport
        _ = plan(merged, flow.location).apply(to: &options.emulation)
        switch merged.dialogs {
        case .accept: options.dialogPolicy = .accept(text: nil)
        case .dismiss: options.dialogPolicy = .dismiss
        case nil: break
        }
        return options
    }

    /// What is wrong with the flow's section and with its `emulate` actions.
    var problems: [FlowFileError] {
        var scratch = Emulation()
        let actions = flow.steps.flatMap(\.actions).flatMap { action -> [FlowFileError] in
            guard case .emulate(let changes) = action.kind else { return [] }
            return plan(changes, action.location).apply(to: &scratch)
        }
        return plan(merged, flow.location).apply(to: &scratch) + actions
    }

    private var merged: BrowserSettings { flow.browser.over(settings.browser) }

    private func plan(_ settings: BrowserSettings, _ location: SourceLocation) -> EmulationPlan {
        EmulationPlan(settings, baseURL: self.settings.baseURL, location: location)
    }
}
