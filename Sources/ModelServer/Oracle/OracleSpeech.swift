import Foundation
import Models

/// Says moves in the words that a request offers: a toolset, a single tool, functions, or JSON in the text.
struct OracleSpeech {
    private enum Form {
        case browserToolset, computerToolset, single, openAI, functions, written
    }

    private let form: Form
    private let map: CoordinateMap

    init(asked: AskedRequest, viewport: (width: Double, height: Double), table: ModelTable) {
        let image = asked.images.last.flatMap { Data(base64Encoded: $0.base64) }
            .flatMap { ImageHeader.read(Array($0))?.size }
        let size = image ?? PixelSize(Int(viewport.width), Int(viewport.height))
        let provider =
            switch asked.wire {
            case .anthropicMessages: "anthropic"
            case .openAIResponses: "openai"
            case .chatCompletions: "proxy"
            }
        let profile = (try? table.facts(for: "\(provider)/\(asked.model)"))?.coordinates ?? .pixels
        map = CoordinateMap(profile: profile, image: size, viewport: viewport)
        form = Self.form(asked)
    }

    private static func form(_ asked: AskedRequest) -> Form {
        let types = (asked.body["tools"]?.array ?? []).compactMap { $0["type"]?.string }
        if types.contains("browser_toolset_20260801") { return .browserToolset }
        if types.contains("computer_toolset_20260801") { return .computerToolset }
        if types.contains(where: { $0.hasPrefix("computer_2") }) { return .single }
        if types.contains("computer") || types.contains("computer_use_preview") { return .openAI }
        return asked.body["tools"] == nil ? .written : .functions
    }

    func pieces(_ moves: [OracleMove]) -> [ScriptedReply.Piece] {
        let found = moves.map(piece)
        return found.isEmpty ? [.text("I have nothing to do.")] : found
    }

    private func piece(_ move: OracleMove) -> ScriptedReply.Piece {
        switch move {
        case .say(let text): return .text(text)
        case .report(let outcome, let observed, let evidence):
            return named(
                FunctionTool.reportStep.name,
                [
                    "outcome": .string(outcome.rawValue), "observed": .string(observed),
                    "evidence_text": .array(evidence.map(JSON.string)),
                ])
        case .navigate(let url):
            return form == .browserToolset
                ? .call("navigate", ["url": .string(url)], family: .browser)
                : named("navigate", ["url": .string(url)])
        default: break
        }
        switch form {
        case .openAI: return .call("computer", openAI(move))
        case .browserToolset:
            let (name, input) = browser(move)
            return .call(name, input, family: .browser)
        case .computerToolset:
            let (name, input) = computer(move)
            return .call(name, input, family: .computer)
        case .single:
            let (name, input) = computer(move)
            var fields = input.object ?? [:]
            fields["action"] = .string(name)
            return .call("computer", .object(fields))
        case .functions, .written:
            let (name, input) = function(move)
            return named(name, input)
        }
    }

    private func named(_ name: String, _ input: JSON) -> ScriptedReply.Piece {
        guard form == .written else { return .call(name, input) }
        let call: JSON = ["name": .string(name), "input": input]
        return .text(call.description)
    }

    /// Whole numbers where the model counts in steps.
    private func pair(_ point: PagePoint) -> (x: JSON, y: JSON) {
        let seen = map.model(point)
        guard map.profile != .fractions else { return (.decimal(seen.x), .decimal(seen.y)) }
        return (.integer(Int(seen.x)), .integer(Int(seen.y)))
    }

    private func list(_ point: PagePoint) -> JSON {
        let (x, y) = pair(point)
        return map.profile.isRowFirst ? [y, x] : [x, y]
    }

    private func target(_ point: PagePoint) -> JSON {
        let (x, y) = pair(point)
        return ["type": "coordinate", "x": x, "y": y]
    }

    private func clickName(_ count: Int) -> String {
        count == 1 ? "left_click" : count == 2 ? "double_click" : "triple_click"
    }

    private func scroll(_ turns: Int) -> [String: JSON] {
        ["scroll_direction": turns < 0 ? "up" : "down", "scroll_amount": .integer(min(abs(turns), 10))]
    }

    private func browser(_ move: OracleMove) -> (String, JSON) {
        switch move {
        case .click(let point, let count): (clickName(count), ["target": target(point)])
        case .hover(let point): ("hover", ["target": target(point)])
        case .drag(let from, let to): ("left_click_drag", ["from": target(from), "target": target(to)])
        case .scroll(let point, let turns):
            ("scroll", .object(scroll(turns).merging(["target": target(point)]) { one, _ in one }))
        default: plain(move)
        }
    }

    private func computer(_ move: OracleMove) -> (String, JSON) {
        switch move {
        case .click(let point, let count): (clickName(count), ["coordinate": list(point)])
        case .hover(let point): ("mouse_move", ["coordinate": list(point)])
        case .drag(let from, let to):
            ("left_click_drag", ["start_coordinate": list(from), "coordinate": list(to)])
        case .scroll(let point, let turns):
            ("scroll", .object(scroll(turns).merging(["coordinate": list(point)]) { one, _ in one }))
        case .readPage: ("screenshot", [:])
        default: plain(move)
        }
    }

    private func function(_ move: OracleMove) -> (String, JSON) {
        switch move {
        // Our functions have no triple click; two in a row do the same.
        case .click(let point, let count):
            (count == 1 ? "left_click" : "double_click", ["coordinate": list(point)])
        case .hover(let point): ("hover", ["coordinate": list(point)])
        case .drag(let from, let to): ("left_click_drag", ["from": list(from), "target": list(to)])
        case .scroll(let point, let turns):
            ("scroll", .object(scroll(turns).merging(["coordinate": list(point)]) { one, _ in one }))
        default: plain(move)
        }
    }

    private func plain(_ move: OracleMove) -> (String, JSON) {
        switch move {
        case .type(let text): ("type", ["text": .string(text)])
        case .key(let text): ("key", ["text": .string(text)])
        case .wait: ("wait", ["duration": 1])
        case .readPage: ("read_page", ["filter": "interactive"])
        default: ("screenshot", [:])
        }
    }

    private func openAI(_ move: OracleMove) -> JSON {
        func at(_ point: PagePoint, _ fields: [String: JSON]) -> JSON {
            let (x, y) = pair(point)
            return .object(fields.merging(["x": x, "y": y]) { one, _ in one })
        }
        switch move {
        case .click(let point, let count):
            return count == 1
                ? at(point, ["type": "click", "button": "left"])
                : at(point, ["type": "double_click", "keys": .null])
        case .hover(let point): return at(point, ["type": "move"])
        case .drag(let from, let to): return ["type": "drag", "path": [at(from, [:]), at(to, [:])]]
        case .scroll(let point, let turns):
            return at(point, ["type": "scroll", "scroll_x": 0, "scroll_y": .integer(turns * 100)])
        case .type(let text): return ["type": "type", "text": .string(text)]
        case .key(let text):
            return [
                "type": "keypress", "keys": .array(text.split(separator: "+").map { .string(String($0)) }),
            ]
        case .wait: return ["type": "wait"]
        case .screenshot, .readPage, .navigate, .report, .say: return ["type": "screenshot"]
        }
    }
}
