import Flows
import Foundation
import Runner
import Testing

@Suite struct ConfigLoaderTests {
    private static let layers = [
        ".perceo/config.json": """
        {"project": {"name": "base", "framework": "nextjs"}, "run": {"parallel": 5}, "public": ["A", "B"]}
        """,
        ".perceo/config.local.json": """
        {"project": {"name": "local", "framework": null}, "baseUrl": "http://l", "public": ["C"]}
        """,
        "other.json": "{\"project\": {\"name\": \"other\"}}",
    ]

    @Test(
        "layers are chosen by the environment",
        arguments: [
            ([:], "base", [".perceo/config.json"]),
            (["PERCEO_ENV": "staging"], "base", [".perceo/config.json"]),
            (["PERCEO_ENV": "local"], "local", [".perceo/config.json", ".perceo/config.local.json"]),
            (["NODE_ENV": "development"], "local", [".perceo/config.json", ".perceo/config.local.json"]),
            (["NODE_ENV": "production"], "base", [".perceo/config.json"]),
            (["PERCEO_CONFIG_PATH": "other.json"], "other", ["other.json"]),
            (["PERCEO_CONFIG_PATH": "other.json", "NODE_ENV": "development"], "other", ["other.json"]),
            (
                ["PERCEO_CONFIG_PATH": "other.json", "PERCEO_ENV": "local"], "local",
                ["other.json", ".perceo/config.local.json"]
            ),
            (["PERCEO_CONFIG_PATH": ""], "base", [".perceo/config.json"]),
        ] as [([String: String], String, [String])])
    func layers(environment: [String: String], name: String, layers: [String]) throws {
        let config = try loadConfig(Self.layers, environment)
        #expect(try config.project.name?.string() == name)
        #expect(config.layers == layers)
    }

    @Test("objects are merged key by key, lists are replaced, null takes a value away")
    func merging() throws {
        let config = try loadConfig(Self.layers, ["PERCEO_ENV": "local"])
        #expect(config.run.parallel == 5)
        #expect(try config.baseURL?.string() == "http://l")
        #expect(config.project.framework == nil)
        #expect(config.publicNames == ["C"])
    }

    @Test("a local layer works without a base")
    func onlyLocal() throws {
        let config = try loadConfig(
            [".perceo/config.local.json": "{\"baseUrl\": \"http://l\"}"], ["PERCEO_ENV": "local"])
        #expect(try config.baseURL?.string() == "http://l")
        #expect(config.layers == [".perceo/config.local.json"])
    }

    @Test(
        "a wrong value is an error with its layer, place and pointer",
        arguments: [
            (
                "{\"run\": {\"parallel\": \"five\"}}",
                "1:22: /run/parallel must be a whole number between 1 and 64, not \"five\""
            ),
            (
                "{\"run\": {\"parallel\": 0}}",
                "1:22: /run/parallel must be a whole number between 1 and 64, not 0"
            ),
            (
                "{\"run\": {\"retries\": 1.5}}",
                "1:21: /run/retries must be a whole number between 0 and 10, not 1.5"
            ),
            (
                "{\"run\": {\"timeoutMs\": true}}",
                "1:23: /run/timeoutMs must be a whole number between 1 and 86400000, not true"
            ),
            (
                "{\"run\": {\"video\": \"on-failur\"}}",
                "1:19: /run/video must be one of on, on-failure, off, not \"on-failur\""
                    + " (did you mean \"on-failure\"?)"
            ),
            (
                "{\"run\": {\"screenshots\": [1]}}",
                "1:25: /run/screenshots must be one of steps, final, on-failure, off, not a list"
            ),
            ("{\"run\": []}", "1:9: /run must be an object, not a list"),
            ("{\"baseUrl\": 3000}", "1:13: /baseUrl must be text, not 3000"),
            ("{\"flows\": \"e2e\"}", "1:11: /flows must be an object, not \"e2e\""),
            ("{\"flows\": {\"dir\": {}}}", "1:19: /flows/dir must be text, not a map"),
            ("{\"version\": \"3.0\"}", "1:13: /version must be \"1.0\" or \"2.0\", not \"3.0\""),
            (
                "{\"browser\": {\"headless\": \"no\"}}",
                "1:26: /browser/headless must be true or false, not \"no\""
            ),
            ("{\"browser\": {\"headless\": yes}}", "1:26: yes is not a JSON value; text needs double quotes"),
            (
                "{\"browser\": {\"args\": \"--x\"}}",
                "1:22: /browser/args must be a list of texts, not \"--x\""
            ),
            ("{\"browser\": {\"args\": [\"a\", 1]}}", "1:28: /browser/args/1 must be text, not 1"),
            (
                "{\"browser\": {\"viewport\": {\"width\": 800}}}",
                "1:26: /browser/viewport needs a width and a height"
            ),
            (
                "{\"browser\": {\"viewport\": {\"width\": 0, \"height\": 9}}}",
                "1:36: /browser/viewport/width must be a whole number between 1 and 16384, not 0"
            ),
            ("{\"app\": {}}", "1:9: /app needs a command"),
            ("{\"app\": {\"command\": []}}", "1:21: /app/command is empty"),
            ("{\"app\": {\"command\": 1}}", "1:21: /app/command must be text, not 1"),
            (
                "{\"app\": {\"command\": \"x\", \"env\": {\"a/b~c\": 1}}}",
                "1:43: /app/env/a~1b~0c must be text, not 1"
            ),
            ("{\"app\": {\"command\": \"x\", \"env\": []}}", "1:33: /app/env must be an object, not a list"),
            ("{\"public\": \"A\"}", "1:12: /public must be a list of names of variables, not \"A\""),
            ("{\"public\": [\"A\", \"B-C\"]}", "1:18: /public/1 must be the name of a variable, not \"B-C\""),
            ("[1]", "1:1: a layer must be an object, not a list"),
            (
                "{\n  \"run\": {\n    \"parallel\": 5\n    \"retries\": 1\n  }\n}",
                "4:5: expected \",\" or \"}\" but found \"\"\""
            ),
            ("{\n  \"run\": {},\n  \"run\": {}\n}", "3:3: the key \"run\" is already at line 2"),
        ])
    func wrong(text: String, message: String) {
        #expect(configProblems { _ = try loadConfig(base: text) } == ".perceo/config.json:" + message)
    }

    @Test("everything wrong is said at once, each with the layer it stands in")
    func allAtOnce() {
        let files = [
            ".perceo/config.json": "{\"run\": {\"parallel\": 0, \"retries\": -1}}",
            ".perceo/config.local.json": "{\n  \"run\": {\"parallel\": 99}\n}",
        ]
        #expect(
            configProblems { _ = try loadConfig(files, ["PERCEO_ENV": "local"]) } == """
                .perceo/config.json:1:36: /run/retries must be a whole number between 0 and 10, not -1
                .perceo/config.local.json:2:23: /run/parallel must be a whole number between 1 and 64, not 99
                """)
    }

    @Test(
        "unknown keys are warnings with the nearest known key",
        arguments: [
            ("{\"baseurl\": \"x\"}", "1:2: /baseurl is not a known key (did you mean \"baseUrl\"?)"),
            (
                "{\"run\": {\"paralel\": 1}}",
                "1:10: /run/paralel is not a known key (did you mean \"parallel\"?)"
            ),
            ("{\"zebra\": {\"a\": 1}}", "1:2: /zebra is not a known key"),
            (
                "{\"browser\": {\"viewport\": {\"width\": 8, \"height\": 8, \"depth\": 1}}}",
                "1:52: /browser/viewport/depth is not a known key"
            ),
            (
                "{\"supabase\": {\"anonkey\": \"x\"}}",
                "1:15: /supabase/anonkey is not a known key (did you mean \"anonKey\"?)"
            ),
        ])
    func warnings(text: String, warning: String) throws {
        let config = try loadConfig(base: text)
        #expect(config.warnings.map(\.description) == [".perceo/config.json:" + warning])
    }

    @Test(
        "sections for other parts are taken as they are",
        arguments: ["observer", "analyzer", "analytics", "flowGraph"])
    func sections(key: String) throws {
        let config = try loadConfig(
            base: "{\"\(key)\": {\"anything\": [1, {\"a\": null}]}, \"$schema\": \"x\"}")
        #expect(config.warnings == [])
        #expect(config.sections[key]?.kindInWords == "a map")
    }

    @Test("a file that PERCEO_CONFIG_PATH names must exist")
    func missingFile() {
        #expect(
            configProblems { _ = try loadConfig([:], ["PERCEO_CONFIG_PATH": "no.json"]) }
                == "no.json:1:1: there is no such file (PERCEO_CONFIG_PATH names it)")
    }

    @Test("an absolute PERCEO_CONFIG_PATH is taken as it is")
    func absolute() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("{\"baseUrl\": \"http://a\"}".utf8).write(to: file)
        let config = try loadConfig([:], ["PERCEO_CONFIG_PATH": file.path(percentEncoded: false)])
        #expect(try config.baseURL?.string() == "http://a")
    }
}
