import CDP
import Flows
import Foundation

// What is done to one element, or two: found first, then acted on once nothing is in the way.
extension ActionPerformer {
    /// Lets a picture be finished that is being taken of the page, before the page is changed.
    func pictureTaken(_ waits: inout [Wait]) async throws -> Duration {
        let held = try await page.pictures.pass()
        if held > .zero { waits.append(Wait("the picture of the step before", held)) }
        return held
    }

    /// Finds the target and acts on it.
    ///
    /// An element that was replaced meanwhile is looked for again.
    func on(
        _ target: Target, _ intent: Intent, _ deadline: Deadline, _ waits: inout [Wait],
        _ act: (Found, Duration) async throws -> [Wait]
    ) async throws -> Performed {
        while true {
            let found = try await finder.find(target, for: intent, by: deadline, &waits)
            let held = try await pictureTaken(&waits)
            do {
                waits += try await act(found, deadline.left + held)
                return Performed(found)
            } catch let error as ActionError where error.code == .detached && !deadline.hasPassed {
                waits += error.waits + [Wait("\(target) was replaced", .zero)]
            } catch let error as CDPError where error.code == .frameGone && !deadline.hasPassed {
                waits.append(Wait("the frame of \(target) was replaced", .zero))
            } catch let error as ActionError {
                waits += error.waits
                throw StepProblem(
                    .notActionable, "\(target): \(error) (\(found.match.description))",
                    location: target.location)
            }
        }
    }

    func press(
        _ target: Target, _ button: MouseButton, _ count: Int, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        try await on(target, .click, deadline, &waits) { found, limit in
            try await page.click(found.ref, button, count: count, within: limit)
        }
    }

    func fill(
        _ target: Target, _ text: FlowText, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        try await on(target, .fill, deadline, &waits) { found, limit in
            let wanted = text.reveal { $0 }
            let (value, waits) = try await page.fill(found.ref, with: wanted, within: limit)
            guard FieldValue.holds(value, after: wanted) else {
                throw ActionError(.notAccepted, "the field holds \"\(value)\" instead of \"\(text)\"")
            }
            return waits
        }
    }

    func type(
        _ text: FlowText, _ target: Target?, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        guard let target else {
            waits += try await page.type(text.reveal { $0 }, into: nil, within: deadline.left)
            return Performed()
        }
        return try await on(target, .fill, deadline, &waits) { found, limit in
            try await page.type(text.reveal { $0 }, into: found.ref, within: limit)
        }
    }

    func pressKey(
        _ key: FlowText, _ target: Target?, _ location: SourceLocation, _ deadline: Deadline,
        _ waits: inout [Wait]
    ) async throws -> Performed {
        let chord: KeyChord
        do {
            chord = try key.reveal { try KeyChord(parsing: $0) }
        } catch {
            throw StepProblem(.badTarget, "\(error)", location: location)
        }
        guard let target else {
            waits += try await page.press(chord, on: nil, within: deadline.left)
            return Performed()
        }
        return try await on(target, .press, deadline, &waits) { found, limit in
            try await page.press(chord, on: found.ref, within: limit)
        }
    }

    func check(
        _ target: Target, _ wanted: Bool, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        let observer = Observer(page)
        return try await on(target, .check, deadline, &waits) { found, limit in
            let before = try await observer.read(found.ref, within: limit + CallLimits.ping)
            if before.check == (wanted ? .on : .off) { return [] }
            let waits = try await page.click(found.ref, within: limit)
            let after = try await observer.read(found.ref, within: limit + CallLimits.ping)
            // A control that was redrawn by its own handler is judged by the step's expectations.
            if after.isConnected, let check = after.check, check != (wanted ? .on : .off) {
                throw ActionError(.notAccepted, "it stayed \(wanted ? "unchecked" : "checked")")
            }
            return waits
        }
    }

    func select(
        _ target: Target, _ options: [FlowText], _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        var isNative = true
        var suggests = false
        let performed = try await on(target, .select, deadline, &waits) { found, limit in
            isNative = found.element.tag == "select"
            suggests = found.element.isWritable
            if isNative {
                return try await page.choose(options.map { $0.reveal { $0 } }, in: found.ref, within: limit)
            }
            return suggests ? [] : try await page.click(found.ref, within: limit)
        }
        guard !isNative else { return performed }
        var all = performed
        for option in options {
            if suggests { _ = try await fill(target, option, deadline, &waits) }
            _ = try await page.settle(SettleLimits(total: min(limits.settle, deadline.left)))
            let text = FlowText(parts: [.literal("role=option ")] + option.parts)
            let choice = Target(text, location: target.location)
            all.add(try await press(choice, .left, 1, deadline, &waits))
        }
        return all
    }

    func upload(
        _ paths: [String], _ target: Target, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        for path in paths where !FileManager.default.isReadableFile(atPath: path) {
            let name = URL(filePath: path).lastPathComponent
            throw StepProblem(.badFile, "the file \(name) can't be read", location: target.location)
        }
        return try await on(target, .upload, deadline, &waits) { found, limit in
            try await page.upload(paths, to: found.ref, within: limit)
            return []
        }
    }

    func drag(
        _ source: Target, _ goal: Target, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        var searches: [Wait] = []
        defer { waits += searches }
        var end = try await early(goal, deadline, &searches)
        var performed = try await on(source, .drag, deadline, &waits) { found, limit in
            try await page.drag(found.ref, within: limit) { isAgain in
                if let end, !isAgain { return end.ref }
                let shown = try await finder.find(goal, for: .dropTarget, by: deadline, &searches)
                end = shown
                return shown.ref
            }
        }
        guard let end else { return performed }
        performed.target = [performed.target, end.match.description].compactMap { $0 }.joined(
            separator: " onto ")
        performed.add(Performed(end))
        return performed
    }

    /// Where a drag is to end; nil when that may only show once it has begun.
    private func early(_ goal: Target, _ deadline: Deadline, _ waits: inout [Wait]) async throws -> Found? {
        do {
            let patience = Deadline(in: min(limits.dropZone, deadline.left))
            return try await finder.find(goal, for: .dropTarget, by: patience, &waits)
        } catch let problem as StepProblem where problem.code == .targetNotFound {
            return nil
        }
    }

    func scroll(
        _ scroll: Action.Scroll, _ deadline: Deadline, _ waits: inout [Wait]
    ) async throws -> Performed {
        switch scroll {
        case .into(let target):
            return try await on(target, .scroll, deadline, &waits) { found, limit in
                try await page.scroll(to: found.ref, within: limit)
            }
        case .by(let x, let y): try await page.scroll(dx: x, dy: y)
        case .top: try await page.scrollToEnd(bottom: false)
        case .bottom: try await page.scrollToEnd(bottom: true)
        }
        return Performed()
    }
}

extension PageElement {
    /// Whether text can be put into it.
    fileprivate var isWritable: Bool { states.contains(.editable) && !states.contains(.readonly) }
}
