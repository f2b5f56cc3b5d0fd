import Flows
import Models

/// Turns the merged layers into a typed configuration.
struct ConfigReader {
    private static let keys = [
        "version", "project", "baseUrl", "origins", "flows", "artifacts", "browser", "app", "run", "model",
        "public", "supabase",
        "temporal", "dashboard", "$schema",
    ]
    /// Read by the parts they belong to; the last three configure services this version does without.
    private static let sections = [
        "observer", "analyzer", "analytics", "coordinator", "flowGraph", "eventBus",
    ]
    private static let versions = ["1.0", "2.0"]

    private var environment: ConfigEnvironment
    private let findings = ConfigFindings()

    init(environment: ConfigEnvironment) {
        self.environment = environment
    }

    mutating func read(_ root: SourceNode) throws(ConfigError) -> PerceoConfig {
        var config = PerceoConfig()
        environment.publicNames = publicNames(of: root)
        let top = ConfigSection(
            ConfigNode(root), known: Self.keys + Self.sections, environment: environment, findings: findings)
        guard let top else { throw ConfigError(findings.errors) }
        config.publicNames = environment.publicNames
        config.version = version(top) ?? config.version
        if let project = top.section("project", known: ["id", "name", "framework"]) {
            config.project = .init(
                id: project.text("id"), name: project.text("name"), framework: project.text("framework"))
        }
        config.baseURL = top.text("baseUrl")
        config.origins = top.node("origins").map { _ in top.texts("origins") }
        config.flowsFolder = top.section("flows", known: ["dir"])?.text("dir") ?? config.flowsFolder
        config.artifactsFolder =
            top.section("artifacts", known: ["dir"])?.text("dir") ?? config.artifactsFolder
        config.browser = browser(top)
        config.app = app(top)
        config.run = run(top)
        config.model = model(top)
        config.supabase = supabase(top)
        config.temporal = temporal(top)
        config.dashboardURL = top.section("dashboard", known: ["url"])?.text("url")
        for key in Self.sections {
            config.sections[key] = top.node(key)?.node
        }
        guard findings.errors.isEmpty else { throw ConfigError(findings.errors) }
        config.warnings = findings.warnings.sorted { $0.location < $1.location }
        return config
    }

    /// Known before the rest is read, because every other text may hold such a variable.
    private func publicNames(of root: SourceNode) -> Set<String> {
        guard case .mapping(let entries) = root.content,
            let value = entries.first(where: { $0.key == "public" })?.value, !value.isNull
        else { return [] }
        let list = ConfigNode(root).child("public", value)
        guard case .sequence(let elements) = value.content else {
            findings.errors.append(
                list.problem("must be a list of names of variables, not \(value.kindInWords)"))
            return []
        }
        var names: Set<String> = []
        for (index, element) in elements.enumerated() {
            if case .scalar(let scalar) = element.content, scalar.isQuoted, Template.isName(scalar.text) {
                names.insert(scalar.text)
            } else {
                findings.errors.append(
                    list.child("\(index)", element).problem(
                        "must be the name of a variable, not \(element.kindInWords)"))
            }
        }
        return names
    }

    private func version(_ top: ConfigSection) -> String? {
        guard let node = top.node("version") else { return nil }
        guard case .scalar(let scalar) = node.node.content, Self.versions.contains(scalar.text) else {
            top.report(node, "must be \"1.0\" or \"2.0\"")
            return nil
        }
        return scalar.text
    }

    // MARK: Sections

    private func browser(_ top: ConfigSection) -> PerceoConfig.Browser {
        var browser = PerceoConfig.Browser()
        let own = [
            "path", "headless", "viewport", "args", "flowsPerBrowser", "contextsPerBrowser", "memoryMb",
        ]
        guard let section = top.section("browser", known: own + FlowFiles.browserKeys) else {
            return browser
        }
        let isSize = section.node("viewport").map(\.isMapping) ?? false
        browser.settings = section.rest(without: isSize ? own : own.filter { $0 != "viewport" })
        browser.path = section.text("path")
        browser.isHeadless = section.bool("headless") ?? browser.isHeadless
        browser.arguments = section.texts("args")
        browser.flows = section.integer("flowsPerBrowser", in: 1...64)
        browser.contexts = section.integer("contextsPerBrowser", in: 1...100_000)
        browser.megabytes = section.integer("memoryMb", in: 64...1_000_000)
        if isSize, let size = section.section("viewport", known: ["width", "height"]) {
            let width = size.integer("width", in: 1...16_384)
            let height = size.integer("height", in: 1...16_384)
            if let width, let height {
                browser.viewport = .init(width: width, height: height)
            } else if let node = section.node("viewport"),
                size.node("width") == nil || size.node("height") == nil
            {
                findings.errors.append(node.problem("needs a width and a height"))
            }
        }
        return browser
    }

    private func app(_ top: ConfigSection) -> PerceoConfig.App? {
        let keys = ["command", "url", "env", "reuse", "timeoutMs", "cwd"]
        guard let node = top.node("app"), let section = top.section("app", known: keys) else { return nil }
        guard let written = section.node("command") else {
            findings.errors.append(node.problem("needs a command"))
            return nil
        }
        let command: PerceoConfig.App.Command? =
            if case .sequence(let words) = written.node.content {
                words.isEmpty ? nil : .arguments(section.texts("command"))
            } else {
                section.text("command").map(PerceoConfig.App.Command.line)
            }
        guard let command else {
            if case .sequence = written.node.content { findings.errors.append(written.problem("is empty")) }
            return nil
        }
        var app = PerceoConfig.App(command: command)
        app.url = section.text("url")
        app.environment = section.textsByKey("env")
        app.reuse = section.bool("reuse") ?? app.reuse
        app.timeout = section.duration("timeoutMs") ?? app.timeout
        app.folder = section.text("cwd")
        return app
    }

    private func run(_ top: ConfigSection) -> PerceoConfig.Run {
        let keys = [
            "parallel", "retries", "video", "videoEngine", "screenshots", "timeoutMs", "stepTimeoutMs",
            "settleMs",
            "memoryPerFlowMb",
        ]
        guard let section = top.section("run", known: keys) else { return PerceoConfig.Run() }
        return PerceoConfig.Run(
            parallel: section.integer("parallel", in: 1...64),
            retries: section.integer("retries", in: 0...10),
            video: section.choice("video"), videoEngine: section.choice("videoEngine"),
            screenshots: section.choice("screenshots"),
            timeout: section.duration("timeoutMs"), stepTimeout: section.duration("stepTimeoutMs"),
            settle: section.duration("settleMs", from: 0),
            megabytesPerFlow: section.integer("memoryPerFlowMb", in: 1...100_000))
    }

    private func model(_ top: ConfigSection) -> PerceoConfig.Model {
        let keys = ["act", "verify", "perception", "maxCostUsd", "limits"]
        guard let section = top.section("model", known: keys) else { return PerceoConfig.Model() }
        return PerceoConfig.Model(
            act: section.text("act"), verify: section.text("verify"),
            perception: section.choice("perception"),
            cap: section.number("maxCostUsd", in: 0...100_000).map(Money.init(dollars:)),
            limits: section.modelBudgets)
    }

    private func supabase(_ top: ConfigSection) -> PerceoConfig.Supabase? {
        let section = top.section("supabase", known: ["url", "anonKey", "serviceRoleKey"])
        let config = PerceoConfig.Supabase(
            url: section?.text("url") ?? implied("SUPABASE_URL"),
            anonKey: section?.secret("anonKey") ?? implied("SUPABASE_ANON_KEY").map(ConfigSecret.init),
            serviceRoleKey: section?.secret("serviceRoleKey")
                ?? implied("SUPABASE_SERVICE_ROLE_KEY").map(ConfigSecret.init))
        if let key = config.serviceRoleKey, key.isWrittenOut {
            findings.warnings.append(
                ConfigProblem(
                    key.location, pointer: "/supabase/serviceRoleKey", "is written into the file",
                    hint: "keep it in the environment: ${SUPABASE_SERVICE_ROLE_KEY}"))
        }
        return config.url == nil ? nil : config
    }

    private func temporal(_ top: ConfigSection) -> PerceoConfig.Temporal? {
        let section = top.section("temporal", known: ["address", "namespace", "taskQueue"])
        guard let address = section?.text("address") ?? implied("TEMPORAL_ADDRESS") else { return nil }
        var config = PerceoConfig.Temporal(address: address)
        config.namespace = section?.text("namespace") ?? implied("TEMPORAL_NAMESPACE")
        config.taskQueue = section?.text("taskQueue") ?? config.taskQueue
        return config
    }

    /// A value that only the environment gives.
    private func implied(_ name: String) -> ConfigText? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return ConfigText(
            "${\(name)}", location: SourceLocation(file: "environment"), pointer: name,
            environment: environment)
    }
}
