import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// What a page sees of the world we put around it.
    @Suite struct EmulationTests {
        private func options(_ edit: (inout Emulation) -> Void) -> PageOptions {
            var options = PageOptions()
            edit(&options.emulation)
            return options
        }

        @Test("a phone's page is as big, as fine and as touchable as the phone's")
        func phone() async throws {
            let device = try #require(Device.named("Pixel 7"))
            let options = options {
                $0.screen = device.screen
                $0.userAgent = device.userAgent
            }
            try await withPage(options) { page, site in
                try await page.show("<meta name=viewport content='width=device-width'><p>hello", on: site)
                let seen = try await page.script(
                    """
                    [innerWidth, innerHeight, screen.height, devicePixelRatio, 'ontouchstart' in window,
                    navigator.maxTouchPoints, matchMedia('(pointer: coarse)').matches, matchMedia('(hover: none)').matches,
                    screen.orientation.type, navigator.userAgentData?.mobile, navigator.userAgentData?.platform]
                    """)
                #expect(
                    seen == [
                        412, 839, 915, 2.625, true, 5, true, true, "portrait-primary", true, "Android",
                    ])
                let agent = try await page.script("navigator.userAgent").string
                #expect(agent?.contains("Android 10; K") == true)
                #expect(agent?.contains("Headless") == false)
                #expect(site.requests.first?.headers["user-agent"] == agent)
            }
        }

        @Test(
            "a click lands on a phone too, also on a page that was made for wider screens",
            arguments: ["<meta name=viewport content='width=device-width'>", ""])
        func clickOnPhone(head: String) async throws {
            let device = try #require(Device.named("iPhone 15"))
            try await withPage(options { $0.screen = device.screen }) { page, site in
                try await page.show(
                    """
                    \(head)<body style="height: 3000px"><button style="position: absolute; left: 60%; top: 400px">Go</button>
                    <script>document.querySelector('button').onclick = () => document.title = 'went'</script>
                    """, on: site)
                _ = try await page.click(page.element("button"), within: .seconds(5))
                #expect(try await page.script("document.title") == "went")
            }
        }

        @Test("client hints tell the device, and a browser of another kin sends none")
        func hints() async throws {
            // Hints need a secure context; loopback is one.
            for (name, expected) in [("Pixel 7", "?1"), ("iPhone 15", nil)] {
                let device = try #require(Device.named(name))
                let options = options {
                    $0.screen = device.screen
                    $0.userAgent = device.userAgent
                }
                try await withPage(options) { page, site in
                    try await page.show("<p>hello", on: site)
                    #expect(site.requests.first?.headers["sec-ch-ua-mobile"] == expected)
                    guard expected != nil else { return }
                    let model = try await page.script(
                        "navigator.userAgentData.getHighEntropyValues(['model']).then((v) => v.model)")
                    #expect(model == "Pixel 7")
                }
            }
        }

        @Test("touch stays on after pictures and while a page is recorded")
        func touchAfterCapture() async throws {
            try await withPage(options { $0.screen.hasTouch = true }) { page, site in
                try await page.show("<body style='height: 4000px'>tall", on: site)
                let question = "['ontouchstart' in window, navigator.maxTouchPoints]"
                #expect(try await page.script(question) == [true, 5])
                _ = try await page.screenshot(.png)
                #expect(try await page.script(question) == [true, 5])
                var whole = DevTools.Page.CaptureScreenshot()
                whole.captureBeyondViewport = true
                whole.clip = .init(x: 0, y: 0, width: 1280, height: 4000, scale: 1)
                try await page.session.send(whole)
                #expect(try await page.script(question) == [true, 5])
                try await page.open("/", on: site)
                #expect(try await page.script(question) == [true, 5])
            }
        }

        @Test("the page is in the visitor's language, and tells the server so")
        func locale() async throws {
            try await withPage(options { $0.locale = "de-DE" }) { page, site in
                try await page.show("<p>hello", on: site)
                let seen = try await page.script(
                    "[navigator.language, (1234.5).toLocaleString(), new Intl.DateTimeFormat().resolvedOptions().locale]"
                )
                #expect(seen == ["de-DE", "1.234,5", "de-DE"])
                #expect(site.requests.first?.headers["accept-language"]?.hasPrefix("de-DE") == true)
            }
        }

        @Test("the page is where and when the visitor is")
        func place() async throws {
            let options = options {
                $0.timeZone = "America/New_York"
                $0.geolocation = Geolocation(latitude: 52.5, longitude: 13.4, accuracy: 10)
                $0.permissions = [.geolocation]
            }
            try await withPage(options) { page, site in
                try await page.show("<p>hello", on: site)
                let zone = try await page.script(
                    "[Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).getHours()]")
                #expect(zone == ["America/New_York", 19])
                let place = try await page.script(Self.whereAmI)
                #expect(place == [52.5, 13.4, 10])
                try await page.environment.change {
                    $0.geolocation = Geolocation(latitude: -1, longitude: 2)
                }
                #expect(try await page.script(Self.whereAmI) == [-1, 2, 0])
            }
        }

        @Test("media queries see what they are to see, and what changes while the page is up")
        func media() async throws {
            let options = options {
                $0.media.colorScheme = "dark"
                $0.media.reducedMotion = true
                $0.media.forcedColors = true
                $0.media.type = "print"
            }
            let question = """
                ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(forced-colors: active)', 'print']
                .map((query) => matchMedia(query).matches)
                """
            try await withPage(options) { page, site in
                try await page.show("<p>hello", on: site)
                #expect(try await page.script(question) == [true, true, true, true])
                try await page.environment.change { $0.media = Media() }
                #expect(try await page.script(question) == [false, false, false, false])
                try await page.environment.change { $0.screen.viewport = Viewport(width: 500, height: 400) }
                #expect(try await page.script("[innerWidth, innerHeight]") == [500, 400])
            }
        }

        @Test("a page goes offline and comes back, and is told")
        func offline() async throws {
            try await withPage { page, site in
                site.route("/data") { _ in .text("online") }
                try await page.show(
                    """
                    <script>window.heard = []; for (const name of ['offline', 'online'])
                    addEventListener(name, () => heard.push(name))</script>
                    """, on: site)
                let ask = "fetch('/data').then((r) => r.text(), () => 'no network')"
                try await page.environment.change { $0.network.isOffline = true }
                #expect(try await page.script(ask) == "no network")
                #expect(try await page.script("navigator.onLine") == false)
                try await page.environment.change { $0.network.isOffline = false }
                #expect(try await page.script(ask) == "online")
                #expect(try await page.script("[navigator.onLine, ...heard]") == [true, "offline", "online"])
                #expect(site.count("/data") == 1)
            }
        }

        @Test(
            "a slow network is slow, and older browsers' way to say so does the same", arguments: [156, 100])
        func throttling(version: Int) async throws {
            try await withPage { page, site in
                site.route("/data") { _ in .text("x") }
                try await page.show("<p>hello", on: site)
                let slow = NetworkConditions(latency: 300, download: nil, upload: nil)
                try await page.session.send(batch: slow.calls(byRule: version > 142))
                let took = try await page.script(
                    "(async () => { const t = performance.now(); await fetch('/data'); return performance.now() - t })()"
                )
                // No upper bound: the machine may be slow too.
                #expect(took.number.map { $0 >= 295 } == true)
            }
        }

        @Test("script runs slower on a slow machine")
        func cpu() async throws {
            let work = """
                (() => { const t = performance.now(); let x = 0; for (let i = 0; i < 1e7; i++) x += i % 7;
                return performance.now() - t + x * 0 })()
                """
            try await withPage { page, site in
                try await page.show("<p>hello", on: site)
                // The quickest of several: what else the machine does only ever adds.
                var (fast, slow) = (Double.infinity, Double.infinity)
                for _ in 0..<6 { fast = min(fast, try #require(try await page.script(work).number)) }
                try await page.environment.change { $0.cpuSlowdown = 20 }
                for _ in 0..<2 { slow = min(slow, try #require(try await page.script(work).number)) }
                #expect(slow > 2 * fast)
            }
        }

        @Test("permissions are given to the pages of their context, one unknown to Chromium spoils none")
        func permissions() async throws {
            let names = ["clipboard-read", "notifications", "geolocation", "camera"]
            let options = options { $0.permissions = Set(names.compactMap(Permission.init)) }
            try await withContext { context, site in
                let page = try await context.newPage(options)
                try await page.show("<p>hello", on: site)
                for name in names {
                    let state = try await page.script(
                        "navigator.permissions.query({name: '\(name)'}).then((p) => p.state)")
                    #expect(state == "granted", "\(name)")
                }
                #expect(page.environment.notices.isEmpty)
                let camera = "navigator.permissions.query({name: 'microphone'}).then((p) => p.state)"
                #expect(try await page.script(camera) != "granted")
            }
        }

        @Test("every permission with a name is known to this Chromium")
        func everyPermission() async throws {
            try await withContext { context, _ in
                let all = Set(Permission.names.compactMap(Permission.init))
                let refused = try await context.grant(all)
                #expect(refused == [])
            }
        }

        @Test("script that a policy forbids runs where policies are off", arguments: [false, true])
        func policy(isBypassed: Bool) async throws {
            try await withPage(options { $0.bypassesCSP = isBypassed }) { page, site in
                site.route("/") { _ in
                    var answer = FixtureAnswer.html("<script>window.ran = true</script>")
                    answer.headers["content-security-policy"] = "script-src 'none'"
                    return answer
                }
                try await page.open("/", on: site)
                #expect(try await page.script("window.ran === true") == .bool(isBypassed))
            }
        }

        private static let whereAmI = """
            new Promise((done, fail) => navigator.geolocation.getCurrentPosition(
            ({coords}) => done([coords.latitude, coords.longitude, coords.accuracy]), (error) => done(error.message)))
            """
    }
}
