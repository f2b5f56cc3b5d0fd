import Testing

@testable import CDP

@Suite struct DeviceTests {
    @Test("a device is found by its name, however it is written, upright or turned")
    func names() throws {
        let phone = try #require(Device.named("iphone 15"))
        #expect(phone.name == "iPhone 15")
        #expect(phone.screen.viewport == Viewport(width: 393, height: 659))
        let turned = try #require(Device.named("iPhone 15 Landscape"))
        #expect(turned.screen.viewport == Viewport(width: 659, height: 393))
        #expect(Device.named("iPhone 1") == nil)
        #expect(Device.named("Desktop landscape") == nil)
    }

    @Test("every device of the table is there under its own name only, and sane", arguments: Device.names)
    func table(name: String) throws {
        let device = try #require(Device.named(name))
        #expect(Device.names.count { $0.lowercased() == name.lowercased() } == 1)
        #expect(device.screen.scaleFactor >= 1 && device.screen.scaleFactor <= 4)
        #expect(device.screen.hasTouch == device.screen.isMobile)
        #expect((device.userAgent != nil) == device.screen.isMobile)
        let display = device.screen.display ?? device.screen.viewport
        #expect(display.height >= device.screen.viewport.height)
    }

    @Test("a device's browser is as new as ours, in its name and in its client hints")
    func version() throws {
        let agent = try #require(Device.named("Pixel 7")?.userAgent)
        #expect(agent.text(version: 156).contains(" Chrome/156.0.0.0 Mobile Safari/"))
        let hints = try #require(agent.metadata(version: 156))
        #expect(hints.mobile && hints.platform == "Android" && hints.model == "Pixel 7")
        #expect(hints.brands?.first?.version == "156")
        let safari = try #require(Device.named("iPhone 15")?.userAgent)
        #expect(safari.metadata(version: 156) == nil)
    }

    @Test("a name that a flow makes up is sent as it is, with hints that fit it")
    func custom() {
        let windows = UserAgent("Mozilla/5.0 (Windows NT 10.0) Chrome/99.1.2.3 Safari/537.36 100%")
        #expect(windows.text(version: 156).hasSuffix("Safari/537.36 100%"))
        let hints = windows.metadata(version: 156)
        #expect(hints?.platform == "Windows" && hints?.mobile == false && hints?.fullVersion == "99.1.2.3")
        #expect(UserAgent("curl/8").metadata(version: 156) == nil)
    }
}
