extension Page {
    /// Drags one element onto another: by drag events where the page offers the element for dragging, else by plain
    /// mouse moves, which is what pointer-based boards listen to.
    package func drag(_ source: ElementRef, to goal: ElementRef, within limit: Duration) async throws
        -> [Wait]
    {
        try await drag(source, within: limit) { _ in goal }
    }

    /// Drags one element onto another that may only show, or be drawn anew, once the drag has begun.
    ///
    /// - Parameter goal: Tells it, and is asked again when what it told is no longer in the page.
    package func drag(
        _ source: ElementRef, within limit: Duration, to goal: (_ isAgain: Bool) async throws -> ElementRef
    ) async throws -> [Wait] {
        let from = try await deliver(to: source, until: "pointerdown", within: limit) { spot in
            [mouse.move(to: spot.point), mouse.press(at: spot.point)]
        } undo: { spot in
            [mouse.release(at: spot.point)]
        }
        return try await drag {
            let nudge = CSSPoint(x: from.point.x + 6, y: from.point.y + 6)
            try await session.send(batch: [mouse.move(to: nudge, holding: .left)])
            let to = try await reach(goal, within: limit)
            try await travel(from: nudge, to: to.point)
            return (to.point, from.waits + to.waits)
        }
    }

    /// Drags with the left button, what the page offers for dragging in our hands; lets go of everything, whatever happens.
    ///
    /// - Parameter move: Moves, the button pressed before or by it, and tells where to drop.
    func drag<Value>(
        holding keys: HeldKeys = [], _ move: () async throws -> (goal: CSSPoint, value: Value)
    ) async throws -> Value {
        let intercepted = Promise<DevTools.Input.DragData>()
        let listening = session.on(DevTools.Input.DragInterceptedEvent.self) { intercepted.fulfil($0.data) }
        defer { listening.cancel() }
        do {
            try await session.send(DevTools.Input.SetInterceptDrags(enabled: true))
            let (goal, value) = try await move()
            try await drop(try await dragData(intercepted), at: goal)
            try await give([mouse.release(at: goal)] + Keyboard.letGo(of: keys))
            try await session.send(DevTools.Input.SetInterceptDrags(enabled: false))
            return value
        } catch {
            _ = try? await session.send(batch: [mouse.release(at: mouse.position)] + Keyboard.letGo(of: keys))
            _ = try? await session.send(DevTools.Input.SetInterceptDrags(enabled: false))
            throw error
        }
    }

    /// Where to drop what is held.
    private func reach(
        _ goal: (_ isAgain: Bool) async throws -> ElementRef, within limit: Duration
    ) async throws -> ReadySpot {
        let end = ContinuousClock.now + limit
        var isAgain = false
        while true {
            do {
                return try await ready(
                    try await goal(isAgain), for: .hover, within: max(.zero, end - .now))
            } catch let error as ActionError where error.code == .detached && !isAgain {
                isAgain = true
            }
        }
    }

    /// Lets the page have what it offered for dragging; nothing when it started no drag of its own.
    private func drop(_ data: DevTools.Input.DragData?, at point: CSSPoint) async throws {
        guard let data else { return }
        let kinds = [DevTools.Input.DispatchDragEvent.TypeKind.dragEnter, .dragOver, .dragOver, .drop]
        try await session.send(
            batch: kinds.map { kind in
                Call(DevTools.Input.DispatchDragEvent(type: kind, x: point.x, y: point.y, data: data))
            })
    }

    /// Moves step by step, each seen by the page before the next: what sorts itself under the pointer follows no jumps.
    func travel(from start: CSSPoint, to end: CSSPoint) async throws {
        let steps = 4
        for step in 1...steps {
            let part = Double(step) / Double(steps)
            let point = CSSPoint(
                x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part)
            try await session.send(batch: [mouse.move(to: point, holding: .left)])
        }
    }

    /// What the page offers for dragging; nil when it started no drag of its own.
    private func dragData(
        _ intercepted: Promise<DevTools.Input.DragData>
    ) async throws -> DevTools.Input.DragData? {
        if case .success(let data)? = intercepted.outcome { return data }
        // The moves have been handled, so the page knows; the event may only still be on its way, from another process even.
        guard try await isDragging() else { return nil }
        return try await intercepted.value(within: CallLimits.command)
    }

    /// Whether the browser is dragging something of the page.
    private func isDragging() async throws -> Bool {
        for frame in frames {
            do {
                if try await ask("isDragging", in: frame.id) { return true }
            } catch let error as CDPError where frame.parent != nil || !error.isLoss {
                // A frame that goes away meanwhile has nothing that is dragged.
                continue
            }
        }
        return false
    }
}
