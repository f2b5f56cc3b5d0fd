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

/// The mouse of one page: makes the input calls and remembers where the pointer is.
package final class Mouse: Sendable {
    private let place = Mutex(CSSPoint(x: 0, y: 0))

    package var position: CSSPoint { place.withLock { $0 } }

    /// Move, press and release as one batch: the press flushes the move, so nothing waits for a frame.
    func click(at point: CSSPoint, _ button: MouseButton, count: Int) -> [Call] {
        var calls = [move(to: point)]
        for press in 1...max(1, count) {
            calls.append(event(.mousePressed, point, button, held: button.mask, count: press))
            calls.append(event(.mouseReleased, point, button, held: 0, count: press))
        }
        return calls
    }

    func move(to point: CSSPoint, holding button: MouseButton? = nil) -> Call {
        place.withLock { $0 = point }
        return event(.mouseMoved, point, button, held: button?.mask ?? 0, count: 0)
    }

    func press(at point: CSSPoint) -> Call { event(.mousePressed, point, .left, held: 1, count: 1) }
    func release(at point: CSSPoint) -> Call { event(.mouseReleased, point, .left, held: 0, count: 1) }

    private func event(
        _ type: DevTools.Input.DispatchMouseEvent.TypeKind, _ point: CSSPoint, _ button: MouseButton?,
        held: Int,
        count: Int
    ) -> Call {
        var command = DevTools.Input.DispatchMouseEvent(type: type, x: point.x, y: point.y)
        command.button = button?.name ?? DevTools.Input.MouseButton.noneValue
        command.buttons = held
        command.clickCount = count
        command.force = held == 0 ? 0 : 0.5
        return Call(command)
    }
}
