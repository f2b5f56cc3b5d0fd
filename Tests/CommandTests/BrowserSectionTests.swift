import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// The `browser` sections of flows and configuration, and one-time passwords, through the whole program.
    @Suite struct BrowserSectionTests {
        private static let flow = """
            name: Abroad
            entry_point: /world
            browser:
              device: Pixel 7
              timezone: Europe/Berlin
              headers: {X-Key: "${PLAYED_PASSWORD}"}
              http_credentials: {username: ann, password: "${PLAYED_PASSWORD}"}
              mock: [{url: /price, json: {price: 7}}]
            steps:
              - name: Look around
                expected_state: {text: ["de-DE Europe/Berlin 412", "price 7", "online"]}
              - name: Leave the network
                actions: [{type: emulate, offline: true, mock: [{url: /price, json: {price: 8}}]}]
                expected_state: {text: ["price 8", "offline"]}
              - name: Type the code
                actions: [{type: fill, target: Code, value: "${totp:PLAYED_TOTP}"}]
                expected_state: {visible: [typed six digits]}
            """

        private static let world = """
            <html lang=en><meta name=viewport content="width=device-width"><link rel=icon href=data:,><h1>World</h1>
            <p id=w></p><p id=p></p><p id=n></p><label>Code <input id=c></label><p id=t></p><script>
            w.textContent = [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, innerWidth].join(' ');
            const look = async () => {
              n.textContent = navigator.onLine ? 'online' : 'offline';
              p.textContent = 'price ' + (await (await fetch('/price')).json()).price;
            };
            look();
            addEventListener('offline', look);
            c.oninput = () => {
              console.log('code', c.value);
              if (/^[0-9]{6}$/.test(c.value)) t.textContent = 'typed six digits';
            };
            </script>
            """

        private static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

        @Test func `a flow plays in its surroundings, and what they hold of secrets is not shown`()
            async throws
        {
            try await FixtureSite.with { site in
                let pass = "Basic " + Data("ann:\(Canary.password)".utf8).base64EncodedString()
                site.route("/world") { request in
                    if request.headers["authorization"] == pass { return .html(Self.world) }
                    var answer = FixtureAnswer.html("who are you", status: 401)
                    answer.headers["www-authenticate"] = "Basic realm=\"r\""
                    return answer
                }
                let files = [
                    "flows/a.yaml": Self.flow,
                    ".perceo/config.json": #"{"browser": {"locale": "de-DE", "timezone": "Asia/Tokyo"}}"#,
                ]
                try await Project.with(files) { project in
                    let plan = try project.plan(
                        ["ci", "test", "--base-url", site.origin, "--video", "off", "--json"],
                        environment: ["PLAYED_PASSWORD": Canary.password, "PLAYED_TOTP": Self.secret])
                    let result = try await RunningProgram.with(plan) { try await $0.result() }
                    #expect(result.exitCode == 0, "\(result.errors)")
                    let places = try Canary.places(in: project, result)
                    #expect(places == [])
                    #expect(site.requests.last { $0.path == "/world" }?.headers["x-key"] == Canary.password)
                    let log = try String(
                        contentsOf: project.lastRun().appending(path: "abroad/console.jsonl"), encoding: .utf8
                    )
                    #expect(log.contains("code ‹secret›"))
                    #expect(log.firstMatch(of: /code [0-9]{6}/) == nil)
                }
            }
        }

        @Test(arguments: [
            (
                "browser: {device: iPhone 51}",
                "flows/a.yaml:2:19: unknown device \"iPhone 51\"; known are Desktop"
            ),
            ("browser: {permissions: [geo]}", "flows/a.yaml:2:25: unknown permission \"geo\"; known are"),
            ("browser: {timezone: Mars/Base}", "flows/a.yaml:2:21: unknown timezone \"Mars/Base\""),
            ("browser: {locale: [de]}", "flows/a.yaml:2:19: locale must be text, not a list"),
            ("data: {code: \"${totp:PLAYED_TOTP}\"}", "PLAYED_TOTP holds no secret for one-time passwords"),
        ])
        func `a mistake ends the command before any browser starts`(line: String, message: String)
            async throws
        {
            let text = "name: A\n\(line)\nsteps:\n  - {name: S, expected_state: {visible: [x]}}\n"
            try await Project.with(["flows/a.yaml": text]) { project in
                let result = try await project.play(
                    "http://127.0.0.1:1", environment: ["PLAYED_TOTP": "canary!canary"])
                #expect(result.exitCode == 2)
                #expect(result.errors.contains(message), "\(result.errors)")
                #expect(!result.errors.contains("canary"))
                #expect(project.neverStarted)
            }
        }

        @Test func `a mistake in the configuration's section is told with its place`() async throws {
            let files = [
                ".perceo/config.json": "{\"browser\": {\n  \"cpu_slowdown\": 0}}",
                "flows/a.yaml": SampleFlow.passing,
            ]
            try await Project.with(files) { project in
                let result = try await project.play("http://127.0.0.1:1")
                #expect(result.exitCode == 2)
                #expect(
                    result.errors.contains(
                        ".perceo/config.json:2:19: cpu_slowdown must be a number between 1 and 100, not 0"))
                #expect(project.neverStarted)
            }
        }
    }
}
