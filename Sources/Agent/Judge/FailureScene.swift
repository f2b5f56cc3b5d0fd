import CDP
import Flows

/// The page as a failed step left it, for those who look into it.
package struct FailureScene: Sendable, Equatable {
    /// Nil when there is nothing to be shown.
    package var marks: FailureMarks?
    /// The page in lines, one for each element; nil when it was never seen.
    package var outline: String?
    /// Whether the outline is from before: the page could not be looked at any more.
    package var isEarlier = false
    /// What comes nearest to the target that the step failed at, best first; empty when it failed at none.
    var candidates: [StepProblem.Candidate] = []
}

/// Looks once more at a page on which a step has failed; never fails itself, for the step has its problem already.
struct FailureWitness: Sendable {
    let page: Page
    let limits: StepLimits
    let looks: LookBook

    private static let most = 5

    func scene(of run: StepRun) async -> FailureScene {
        let mouse = page.mouse.position
        var marks = FailureMarks(boxes: [], pointer: mouse.x == 0 && mouse.y == 0 ? nil : mouse)
        var scene = FailureScene()
        let deadline = Deadline(in: .milliseconds(600))
        if run.problem?.code.endsPage != true,
            let observation = try? await Observer(page, looks).look(anew: false, within: deadline.left)
        {
            scene.outline = PageOutline.plain(observation)
            if let (target, intents) = run.subject {
                let finder = TargetFinder(page: page, limits: limits)
                for intent in intents where scene.candidates.isEmpty {
                    let survey = try? await finder.survey(target, for: intent, in: observation, by: deadline)
                    scene.candidates = survey?.nearest ?? []
                    marks.boxes = await boxes(of: survey?.resolution, in: observation)
                }
            }
        } else {
            scene.outline = looks.latest.map(PageOutline.plain)
            scene.isEarlier = true
        }
        if run.problem?.code.endsPage != true, !marks.isEmpty { scene.marks = marks }
        return scene
    }

    /// What the target was taken for, in the page's viewport; empty when that can't be told any more.
    private func boxes(of resolution: Resolution?, in observation: Observation) async -> [FailureMarks.Box] {
        let matches: [Match]
        let kind: FailureMarks.Box.Kind
        switch resolution {
        case nil: return []
        case .found(let match)?: (matches, kind) = ([match], .target)
        case .ambiguous(let rivals)?: (matches, kind) = (rivals, .candidate)
        case .notFound(let nearest)?: (matches, kind) = (Array(nearest.prefix(1)), .candidate)
        }
        var boxes: [FailureMarks.Box] = []
        for match in matches.filter(\.element.isVisible).prefix(Self.most) {
            let box = match.element.box
            let frame = observation.ref(match.element).frame
            guard let corner = try? await page.corner(of: match.element, in: frame) else { return [] }
            boxes.append(
                FailureMarks.Box(
                    kind: kind, x: corner.x, y: corner.y, width: Double(box.w), height: Double(box.h),
                    text: match.description))
        }
        return boxes
    }
}
