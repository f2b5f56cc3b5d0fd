import Agent
import CDP
import Flows
import Foundation

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
        options.emulation.requests.origins = origins
        switch merged.dialogs {
        case .accept: options.dialogPolicy = .accept(text: nil)
        case .dismiss: options.dialogPolicy = .dismiss
        case nil: break
        }
        return options
    }

    /// Whom the flow's pages may ask.
    ///
    /// Where nothing is said, pages may ask anyone; but a model that acts can be talked into leaving, so tabs then show only
    /// the application and what the flow itself names.
    var origins: OriginPolicy? {
        let base = settings.baseURL.flatMap(OriginPattern.init(of:))
        if let named = settings.origins { return OriginPolicy(.everything, [base].compactMap { $0 } + named) }
        guard settings.hasActingModel else { return nil }
        let own = flow.addresses.compactMap { $0.reveal { URL(string: $0).flatMap(OriginPattern.init(of:)) } }
        let all = [base].compactMap { $0 } + own
        guard !all.isEmpty else { return nil }
        return OriginPolicy(.tabs, all + all.compactMap(\.secured))
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

extension Flow {
    /// Where its author sends it.
    fileprivate var addresses: [FlowText] {
        let opened = steps.flatMap(\.actions).compactMap { action -> FlowText? in
            if case .navigate(let address) = action.kind { address } else { nil }
        }
        return [entryPoint].compactMap { $0 } + opened
    }
}
