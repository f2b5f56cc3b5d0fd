import ModelServer
import Models

/// Plays a model that knows the studio's pages: what is painted where, and what a sentence means.
struct Player: Sendable {
    private let oracle = Oracle(viewport: (1280, 720)) { question in
        let turns = Self.moves(question.task)
        return question.turn < turns.count ? turns[question.turn] : [.report(.done, observed: "It is done.")]
    }

    func answer(_ asked: AskedRequest) async -> ScriptedAnswer {
        guard asked.offersOnly("report_verdict") else { return await oracle.answer(asked) }
        return .say(Self.verdict(asked.texts.first ?? ""))
    }

    /// Turn by turn.
    private static func moves(_ task: String) -> [[OracleMove]] {
        let first = task.split(separator: "\n").first.map(String.init) ?? ""
        return switch first {
        case "Step: Push the second fader up to the top": [[.drag(at(224, 170), at(224, 20))]]
        case "Step: Mute everything": [[.click(at(540, 60))]]
        // The menu opens first: what it shows has to be seen before it can be aimed at.
        case "Step: Archive the message from Grace":
            [[.click(PagePoint(714, 164))], [.click(PagePoint(621, 201))]]
        case let action where action.contains("The three dots next to Ada"): [[.click(PagePoint(714, 104))]]
        case "Step: Answer it": [[.click(PagePoint(581, 141))]]
        case "Step: Draw a square": [[.click(at(35, 30)), .drag(at(60, 120), at(200, 260))]]
        case "Step: Draw two circles beside it":
            [[.click(at(95, 30)), .drag(at(240, 120), at(360, 240)), .drag(at(400, 120), at(520, 240))]]
        default: [[.report(.cannot, observed: "I do not know this page.")]]
        }
    }

    /// A point of the canvas, which all pages have at the same place.
    private static func at(_ x: Double, _ y: Double) -> PagePoint { PagePoint(40 + x, 80 + y) }

    private static func verdict(_ question: String) -> ScriptedReply {
        let isTurned = question.hasPrefix("First statement: It is not so")
        let holds = question.contains("one square and two circles") && question.contains("3 shapes in House")
        let (claim, opposite) = holds ? ("yes", "no") : ("cannot_tell", "cannot_tell")
        return ScriptedReply([
            .call(
                "report_verdict",
                [
                    "first": .string(isTurned ? opposite : claim),
                    "second": .string(isTurned ? claim : opposite),
                    "quotes": ["3 shapes in House"],
                ])
        ])
    }
}

extension AskedRequest {
    /// Whether this function is the only thing that is offered.
    fileprivate func offersOnly(_ name: String) -> Bool {
        let tools = body["tools"]?.array ?? []
        return tools.count == 1 && tools.contains { ($0["name"] ?? $0["function"]?["name"])?.string == name }
    }
}
