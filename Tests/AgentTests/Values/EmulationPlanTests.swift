import Agent
import CDP
import Flows
import Foundation
import Testing

@Suite struct EmulationPlanTests {
    private static let base = URL(string: "http://shop.example:8080/start")

    private func settings(_ lines: String) throws -> BrowserSettings {
        let text = "name: A\nbrowser:\n  \(lines.replacing("\n", with: "\n  "))\nsteps: [S]"
        return try FlowFiles.parse(text: text, path: "a.yaml").browser
    }

    private func applied(
        _ lines: String, base: URL? = base, to start: Emulation = Emulation()
    ) throws -> (Emulation, [String]) {
        var emulation = start
        let plan = EmulationPlan(
            try settings(lines), baseURL: base, location: SourceLocation(file: "a.yaml"))
        let problems = plan.apply(to: &emulation)
        return (emulation, problems.map(\.description))
    }

    @Test("a device brings its screen and its name, of which a flow may change parts")
    func device() throws {
        let (emulation, problems) = try applied(
            "device: iPhone 15 landscape\nviewport: 700x300\ntouch: false")
        #expect(problems.isEmpty)
        #expect(emulation.screen.viewport == CDP.Viewport(width: 700, height: 300))
        #expect(emulation.screen.scaleFactor == 3 && !emulation.screen.hasTouch && emulation.screen.isMobile)
        #expect(emulation.userAgent?.text(version: 1).contains("iPhone") == true)
    }

    @Test("service workers answer unless they are blocked, and a flow has the last word")
    func serviceWorkers() throws {
        #expect(try !applied("locale: de-DE").0.bypassesServiceWorkers)
        let blocked = try applied("service_workers: block").0
        #expect(blocked.bypassesServiceWorkers)
        #expect(try applied("locale: de-DE", to: blocked).0.bypassesServiceWorkers)
        #expect(try !applied("service_workers: allow", to: blocked).0.bypassesServiceWorkers)
    }

    @Test(
        "an unknown word is an error that names the known ones",
        arguments: [
            ("device: iPhone 51", "a.yaml:3:11: unknown device \"iPhone 51\"; known are Desktop"),
            ("permissions: [geolocatoin]", "(did you mean \"geolocation\"?)"),
            ("network: 3g", "unknown network \"3g\"; known are fast-3g"),
            ("mock: [{url: /, abort: boom}]", "unknown abort \"boom\"; known are aborted"),
            (
                "http_credentials: {username: a, password: b, origin: shop}",
                "must be like https://example.com"
            ),
        ])
    func unknown(lines: String, message: String) throws {
        let (_, problems) = try applied(lines)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(message) == true, "\(problems)")
    }

    @Test("headers and credentials are for the application's origin, and need one")
    func origin() throws {
        let lines = "headers: {X-A: b}\nhttp_credentials: {username: a, password: b}"
        let (emulation, problems) = try applied(lines)
        #expect(problems.isEmpty && emulation.headers.isEmpty)
        #expect(emulation.requests.originHeaders?.origin.description == "http://shop.example:8080")
        #expect(emulation.requests.credentials?.origin.description == "http://shop.example:8080")
        #expect(try applied(lines, base: nil).1.count == 2)
        let everywhere = try applied("headers: {X-A: b}\nheaders_for: all", base: nil)
        #expect(everywhere.0.headers == ["X-A": "b"] && everywhere.1.isEmpty)
        #expect(everywhere.0.requests.isEmpty)
    }

    @Test("a place may be asked for by the page")
    func place() throws {
        let (emulation, _) = try applied("geolocation: {latitude: 1, longitude: 2}")
        #expect(emulation.permissions == [.geolocation])
        #expect(emulation.geolocation == Geolocation(latitude: 1, longitude: 2))
    }

    @Test("the network is a named one or numbers, and offline is kept apart")
    func network() throws {
        let (slow, _) = try applied("network: slow-3g\noffline: true")
        #expect(slow.network.latency == 2_000 && slow.network.isOffline)
        let (numbers, _) = try applied("network: {latency_ms: 5, download_kbps: 8}", to: slow)
        #expect(numbers.network.download == 1_000 && numbers.network.upload == nil)
        #expect(numbers.network.isOffline)
    }

    @Test("newer mocks answer first, and go by their address")
    func mocks() throws {
        let (first, _) = try applied("mock: [{url: /a, json: {}}, {url: /b, body: x}]")
        #expect(
            first.requests.mocks.first?.reply
                == .answer(status: 200, headers: ["content-type": "application/json"], body: Array("{}".utf8))
        )
        let (second, _) = try applied("mock: [{url: /b, abort: failed}]", to: first)
        #expect(second.requests.mocks.map(\.url.text) == ["/b", "/a", "/b"])
        #expect(second.requests.mocks.first?.reply == .failure("Failed"))
        var third = second
        var removal = BrowserSettings()
        removal.unmocked = .urls(["/b"])
        _ = EmulationPlan(removal, baseURL: Self.base, location: SourceLocation(file: "")).apply(to: &third)
        #expect(third.requests.mocks.map(\.url.text) == ["/a"])
    }
}
