import Synchronization

/// A point in CSS pixels of the page's viewport: what input commands want.
package struct CSSPoint: Sendable, Equatable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Which button, as DevTools names it and as its bit in `buttons`.
package enum MouseButton: Sendable, Equatable {
    case left, right, middle

    var name: DevTools.Input.MouseButton {
        switch self {
        case .left: .left
        case .right: .right
        case .middle: .middle
        }
    }

    var mask: Int {
        switch self {
        case .left: 1
        case .right: 2
        case .middle: 4
        }
    }
}

/// Keys held while something else is pressed; bits as DevTools wants them.
package struct HeldKeys: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let alt = HeldKeys(rawValue: 1)
    package static let control = HeldKeys(rawValue: 2)
    package static let meta = HeldKeys(rawValue: 4)
    package static let shift = HeldKeys(rawValue: 8)
}

/// One press of a mouse button, or several in quick succession.
struct Press: Sendable {
    var button = MouseButton.left
    var count = 1
    var keys: HeldKeys = []

    /// The event that ends it.
    var lastEvent: String {
        switch button {
        case .right: "contextmenu"
        case .middle: "auxclick"
        case .left: count > 1 ? "dblclick" : "click"
        }
    }
}

/// The mouse of one page: makes the input calls and remembers where the pointer is.
package final class Mouse: Sendable {
    private let place = Mutex(CSSPoint(x: 0, y: 0))

    package var position: CSSPoint { place.withLock { $0 } }

    /// Move, press and release as one batch: the press flushes the move, so nothing waits for a frame.
    func click(at point: CSSPoint, _ press: Press) -> [Call] {
        let (button, keys) = (press.button, press.keys)
        var calls = Keyboard.hold(keys) + [event(.mouseMoved, point, nil, held: 0, count: 0, keys)]
        place.withLock { $0 = point }
        for number in 1...max(1, press.count) {
            calls.append(event(.mousePressed, point, button, held: button.mask, count: number, keys))
            calls.append(event(.mouseReleased, point, button, held: 0, count: number, keys))
        }
        return calls + Keyboard.letGo(of: keys)
    }

    /// A finger put down and lifted.
    func tap(at point: CSSPoint, _ keys: HeldKeys) -> [Call] {
        let finger = DevTools.Input.TouchPoint(x: point.x, y: point.y)
        return Keyboard.hold(keys)
            + [
                Call(
                    DevTools.Input.DispatchTouchEvent(
                        type: .touchStart, touchPoints: [finger], modifiers: keys.rawValue)),
                Call(
                    DevTools.Input.DispatchTouchEvent(
                        type: .touchEnd, touchPoints: [], modifiers: keys.rawValue)),
            ] + Keyboard.letGo(of: keys)
    }

    func wheel(at point: CSSPoint, dx: Double, dy: Double) -> Call {
        var command = DevTools.Input.DispatchMouseEvent(type: .mouseWheel, x: point.x, y: point.y)
        command.deltaX = dx
        command.deltaY = dy
        return Call(command)
    }

    func move(to point: CSSPoint, holding button: MouseButton? = nil) -> Call {
        place.withLock { $0 = point }
        return event(.mouseMoved, point, button, held: button?.mask ?? 0, count: 0)
    }

    func press(at point: CSSPoint, _ button: MouseButton = .left) -> Call {
        event(.mousePressed, point, button, held: button.mask, count: 1)
    }

    func release(at point: CSSPoint, _ button: MouseButton = .left) -> Call {
        event(.mouseReleased, point, button, held: 0, count: 1)
    }

    private func event(
        _ type: DevTools.Input.DispatchMouseEvent.TypeKind, _ point: CSSPoint, _ button: MouseButton?,
        held: Int, count: Int, _ keys: HeldKeys = []
    ) -> Call {
        var command = DevTools.Input.DispatchMouseEvent(type: type, x: point.x, y: point.y)
        command.button = button?.name ?? DevTools.Input.MouseButton.noneValue
        command.buttons = held
        command.clickCount = count
        command.force = held == 0 ? 0 : 0.5
        if !keys.isEmpty { command.modifiers = keys.rawValue }
        return Call(command)
    }
}
