import Flows
import Foundation
import Models
import Runner
import Testing

@Suite struct PerceoConfigTests {
    /// The example of the architecture document with everything of ours added.
    private static let full = """
        // .perceo/config.json
        {
        \t"version": "2.0",
        \t"project": {"id": "uuid-from-supabase", "name": "my-app", "framework": "nextjs"},
        \t"baseUrl": "http://localhost:${PORT:-3000}",
        \t"flows": {"dir": "e2e"},
        \t"artifacts": {"dir": "out"},
        \t"browser": {
        \t\t"path": "/usr/bin/chromium", "headless": false,
        \t\t"viewport": {"width": 1280, "height": 720}, "args": ["--lang=en"],
        \t},
        \t"app": {
        \t\t"command": "npm start", "url": "http://localhost:3000/health", "reuse": false, "timeoutMs": 5000,
        \t\t"env": {"NODE_ENV": "test", "DATABASE_URL": "${DATABASE_URL}", "REGION": "${REGION}"},
        \t\t"cwd": "web",
        \t},
        \t"run": {
        \t\t"parallel": 5, "retries": 0, "video": "on-failure", "screenshots": "steps",
        \t\t"timeoutMs": 60000, "stepTimeoutMs": 5000, "settleMs": 0,
        \t},
        \t"public": ["REGION"],
        \t"supabase": {
        \t\t"url": "${SUPABASE_URL}", "anonKey": "${SUPABASE_ANON_KEY}",
        \t\t"serviceRoleKey": "${SUPABASE_SERVICE_ROLE_KEY}", // For CLI only
        \t},
        \t"temporal": {"address": "${TEMPORAL_ADDRESS}", "namespace": "perceo-production",
        \t\t"taskQueue": "mine"},
        \t"dashboard": {"url": "https://app.perceo.dev"},
        \t"observer": {"watch": {"paths": ["app/", "src/"], "debounceMs": 500}},
        \t"analyzer": {"insights": {"updateInterval": 3600}},
        \t"analytics": {"provider": "ga4", "syncInterval": 300},
        \t"flowGraph": {"endpoint": "bolt://localhost:7687"}, "eventBus": {"type": "in-memory"},
        \t"coordinator": {"apiBaseUrl": "http://127.0.0.1"},
        }
        """
    private static let environment = [
        "DATABASE_URL": "canary-db", "REGION": "no", "SUPABASE_URL": "https://x.supabase.co",
        "SUPABASE_ANON_KEY": "canary-anon", "PERCEO_SUPABASE_SERVICE_KEY": "canary-service",
    ]

    @Test("what models may use is read, and what is not said stays as it is")
    func budgets() throws {
        let limits = """
            {"step": {"turns": 5, "actions": 6, "tokens": 7, "usd": 0.5, "seconds": 8},
            "flow": {"turns": 9, "usd": 2.5}, "run": {"tokens": 10, "seconds": 11}}
            """
        let found = try loadConfig(base: #"{"model": {"limits": \#(limits)}}"#).model.limits
        let usual = try loadConfig(base: "{}").model.limits
        var expected = usual
        expected.step = StepBudget.Limits(
            turns: 5, mutations: 6, inputTokens: 7, money: Money(dollars: 0.5), time: .seconds(8))
        expected.flow = ModelLimits(turns: 9, tokens: 1_000_000)
        expected.flowMoney = Money(dollars: 2.5)
        expected.run = ModelLimits(tokens: 10, time: .seconds(11))
        #expect(found == expected)
        #expect(usual.flow == ModelLimits(turns: 60, tokens: 1_000_000) && usual.run == ModelLimits())
        #expect(throws: ConfigError.self) {
            try loadConfig(base: #"{"model": {"limits": {"flow": {"turns": 0}}}}"#)
        }
    }

    @Test("every key is read")
    func full() throws {
        let config = try loadConfig(base: Self.full, Self.environment)
        #expect(config.warnings == [])
        #expect(config.layers == [".perceo/config.json"])
        #expect(config.version == "2.0")
        #expect(try config.project.id?.string() == "uuid-from-supabase")
        #expect(try config.project.name?.string() == "my-app")
        #expect(try config.project.framework?.string() == "nextjs")
        #expect(try config.baseURL?.string() == "http://localhost:3000")
        #expect(try config.flowsFolder.string() == "e2e")
        #expect(try config.artifactsFolder.string() == "out")
        #expect(try config.browser.path?.string() == "/usr/bin/chromium")
        #expect(!config.browser.isHeadless)
        #expect(config.browser.viewport?.width == 1280)
        #expect(config.browser.viewport?.height == 720)
        #expect(try config.browser.arguments.map { try $0.string() } == ["--lang=en"])
        #expect(config.run.parallel == 5)
        #expect(config.run.retries == 0)
        #expect(config.run.video == .onFailure)
        #expect(config.run.screenshots == .steps)
        #expect(config.run.timeout == .seconds(60))
        #expect(config.run.stepTimeout == .seconds(5))
        #expect(config.run.settle == .zero)
        #expect(config.publicNames == ["REGION"])
        #expect(try config.temporal?.namespace?.string() == "perceo-production")
        #expect(try config.temporal?.taskQueue.string() == "mine")
        #expect(try config.dashboardURL?.string() == "https://app.perceo.dev")
        #expect(
            config.sections.keys.sorted() == [
                "analytics", "analyzer", "coordinator", "eventBus", "flowGraph", "observer",
            ])
    }

    @Test("the application's environment keeps what comes from outside secret")
    func app() throws {
        let app = try #require(try loadConfig(base: Self.full, Self.environment).app)
        guard case .line(let line) = app.command else {
            Issue.record("not a line: \(app.command)")
            return
        }
        #expect(try line.string() == "npm start")
        #expect(try app.url?.string() == "http://localhost:3000/health")
        #expect(!app.reuse)
        #expect(app.timeout == .seconds(5))
        #expect(try app.folder?.string() == "web")
        #expect(app.environment.count == 3)
        #expect(try app.environment["NODE_ENV"]?.text().plain == "test")
        #expect(try app.environment["REGION"]?.text().plain == "no")
        #expect(try app.environment["DATABASE_URL"]?.text().description == "‹DATABASE_URL›")
        #expect(try app.environment["DATABASE_URL"]?.string() == "canary-db")
    }

    @Test("without files there are defaults")
    func defaults() throws {
        let config = try loadConfig([:])
        #expect(config.layers == [])
        #expect(config.warnings == [])
        #expect(config.version == "2.0")
        #expect(config.baseURL == nil)
        #expect(try config.flowsFolder.string() == "flows")
        #expect(try config.artifactsFolder.string() == "artifacts")
        #expect(config.browser.isHeadless)
        #expect(config.app == nil)
        #expect(config.run.parallel == nil)
        #expect(config.supabase == nil)
        #expect(config.temporal == nil)
        let app = try #require(try loadConfig(base: "{\"app\": {\"command\": [\"npm\", \"start\"]}}").app)
        #expect(app.reuse)
        #expect(app.timeout == .seconds(30))
        guard case .arguments(let words) = app.command else {
            Issue.record("not a list: \(app.command)")
            return
        }
        #expect(try words.map { try $0.string() } == ["npm", "start"])
    }

    @Test("keys never show, wherever they are written")
    func secrecy() throws {
        let written = "{\"supabase\": {\"url\": \"http://x\", \"serviceRoleKey\": \"canary-literal\"}}"
        let configs = [try loadConfig(base: Self.full, Self.environment), try loadConfig(base: written)]
        for config in configs {
            var dumped = ""
            dump(config, to: &dumped)
            for text in [dumped, "\(config)", String(reflecting: config)] {
                #expect(!text.contains("canary"))
            }
        }
        #expect(try configs[0].supabase?.anonKey?.secret() == Secret("canary-anon"))
        #expect(try configs[0].supabase?.serviceRoleKey?.secret() == Secret("canary-service"))
        #expect(try configs[1].supabase?.serviceRoleKey?.secret() == Secret("canary-literal"))
        #expect(
            configs[1].warnings.map(\.description) == [
                ".perceo/config.json:1:52: /supabase/serviceRoleKey is written into the file"
                    + " (keep it in the environment: ${SUPABASE_SERVICE_ROLE_KEY})"
            ])
    }

    @Test("a missing variable is an error only for who uses the value")
    func missing() throws {
        let config = try loadConfig(base: Self.full)
        #expect(config.supabase != nil)
        #expect(
            configProblems { _ = try config.temporal?.address?.string() }
                == ".perceo/config.json:26:26: /temporal/address needs a value:"
                + " the environment variable TEMPORAL_ADDRESS"
                + " is not set (set it, or give a default: ${TEMPORAL_ADDRESS:-…})")
        #expect(
            configProblems { _ = try config.supabase?.serviceRoleKey?.secret() }
                == ".perceo/config.json:24:21: /supabase/serviceRoleKey needs a value:"
                + " the environment variable"
                + " SUPABASE_SERVICE_ROLE_KEY is not set"
                + " (set it, or give a default: ${SUPABASE_SERVICE_ROLE_KEY:-…})"
        )
    }

    @Test(
        "variables may carry the prefix, and other names for the same value count",
        arguments: [
            (["SUPABASE_URL": "a"], "a"), (["SUPABASE_URL": "a", "PERCEO_SUPABASE_URL": "b"], "b"),
            (["NEXT_PUBLIC_SUPABASE_URL": "c"], "c"),
            (["SUPABASE_URL": "", "NEXT_PUBLIC_SUPABASE_URL": "c"], "c"),
        ])
    func names(environment: [String: String], url: String) throws {
        let written = try loadConfig(base: "{\"supabase\": {\"url\": \"${SUPABASE_URL}\"}}", environment)
        let implied = try loadConfig([:], environment)
        #expect(try written.supabase?.url?.string() == url)
        #expect(try implied.supabase?.url?.string() == url)
    }
}
