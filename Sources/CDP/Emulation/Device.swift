import Foundation

/// A device whose screen and browser pages can be shown on.
package struct Device: Sendable, Equatable {
    package let name: String
    package let screen: Screen
    package let userAgent: UserAgent?

    /// The device of this name; case does not count, and ` landscape` behind it turns the device.
    package static func named(_ name: String) -> Device? {
        let wanted = name.lowercased()
        if let device = table.first(where: { $0.name.lowercased() == wanted }) { return device }
        guard wanted.hasSuffix(" landscape") else { return nil }
        return named(String(wanted.dropLast(" landscape".count)))?.turned
    }

    package static var names: [String] { table.map(\.name) }

    private var turned: Device? {
        guard screen.isMobile else { return nil }
        var turned = screen
        turned.viewport = Viewport(width: screen.viewport.height, height: screen.viewport.width)
        turned.display = screen.display.map { Viewport(width: $0.height, height: $0.width) }
        return Device(name: name + " landscape", screen: turned, userAgent: userAgent)
    }

    private static let table: [Device] = [
        desktop("Desktop", 1280, 720), desktop("Desktop HiDPI", 1280, 720, scale: 2),
        desktop("Desktop HD", 1920, 1080), desktop("Laptop", 1366, 768),
        apple("iPhone SE", 375, 667, of: 667, scale: 2, .phone("18_5")),
        apple("iPhone 12", 390, 664, of: 844, scale: 3, .phone("18_5")),
        apple("iPhone 13", 390, 664, of: 844, scale: 3, .phone("18_5")),
        apple("iPhone 14", 390, 664, of: 844, scale: 3, .phone("18_5")),
        apple("iPhone 15", 393, 659, of: 852, scale: 3, .phone("18_5")),
        apple("iPhone 15 Pro Max", 430, 739, of: 932, scale: 3, .phone("18_5")),
        apple("iPhone 16", 393, 659, of: 852, scale: 3, .phone("18_5")),
        apple("iPhone 16 Pro Max", 440, 763, of: 956, scale: 3, .phone("18_5")),
        apple("iPad", 810, 1080, of: 1080, scale: 2, .tablet("18_5")),
        apple("iPad Mini", 768, 1024, of: 1024, scale: 2, .tablet("18_5")),
        apple("iPad Pro 11", 834, 1194, of: 1194, scale: 2, .tablet("18_5")),
        android("Pixel 5", 393, 727, of: 851, scale: 2.75, version: "14.0.0"),
        android("Pixel 7", 412, 839, of: 915, scale: 2.625, version: "15.0.0"),
        android("Pixel 8", 412, 839, of: 915, scale: 2.625, version: "15.0.0"),
        android("Pixel 9", 412, 847, of: 923, scale: 2.625, version: "16.0.0"),
        android("Galaxy S24", 360, 703, of: 780, scale: 3, model: "SM-S921U", version: "15.0.0"),
        android(
            "Galaxy Tab S9", 640, 1024, of: 1024, scale: 2.5, model: "SM-X710", version: "15.0.0",
            isTablet: true),
    ]

    private static func desktop(_ name: String, _ width: Int, _ height: Int, scale: Double = 1) -> Device {
        var screen = Screen()
        screen.viewport = Viewport(width: width, height: height)
        screen.scaleFactor = scale
        return Device(name: name, screen: screen, userAgent: nil)
    }

    /// What Safari says it runs on.
    private enum Apple {
        case phone(String)
        case tablet(String)

        var text: String {
            switch self {
            case .phone(let version): "(iPhone; CPU iPhone OS \(version) like Mac OS X)"
            case .tablet(let version): "(iPad; CPU OS \(version) like Mac OS X)"
            }
        }
    }

    private static func apple(
        _ name: String, _ width: Int, _ height: Int, of display: Int, scale: Double, _ kind: Apple
    ) -> Device {
        let text =
            "Mozilla/5.0 \(kind.text) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
        return Device(
            name: name, screen: touch(width, height, of: display, scale: scale),
            userAgent: UserAgent(template: text, platform: nil))
    }

    /// Chrome on Android names its device in client hints only.
    private static func android(
        _ name: String, _ width: Int, _ height: Int, of display: Int, scale: Double, model: String? = nil,
        version: String, isTablet: Bool = false
    ) -> Device {
        let mobile = isTablet ? "" : "Mobile "
        let text =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%.0.0.0 \(mobile)Safari/537.36"
        let platform = UserAgent.Platform(
            name: "Android", version: version, model: model ?? name, isMobile: !isTablet)
        return Device(
            name: name, screen: touch(width, height, of: display, scale: scale),
            userAgent: UserAgent(template: text, platform: platform))
    }

    private static func touch(_ width: Int, _ height: Int, of display: Int, scale: Double) -> Screen {
        var screen = Screen()
        screen.viewport = Viewport(width: width, height: height)
        screen.display = Viewport(width: width, height: display)
        screen.scaleFactor = scale
        screen.isMobile = true
        screen.hasTouch = true
        return screen
    }
}
