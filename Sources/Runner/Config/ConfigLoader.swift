import Flows
package import Foundation

/// Finds, merges and reads the layers of a project's configuration.
///
/// The base is `.perceo/config.json`, or the file `PERCEO_CONFIG_PATH` names. It is overlaid with
/// `.perceo/config.local.json` when `PERCEO_ENV` is `local`, and the usual base also when `NODE_ENV` is
/// `development`.
package struct ConfigLoader: Sendable {
    private static let base = ".perceo/config.json"
    private static let local = ".perceo/config.local.json"
    private static let mostBytes = 1 << 20

    private let projectFolder: URL
    private let environment: [String: String]

    package init(projectFolder: URL, environment: [String: String]) {
        self.projectFolder = projectFolder
        self.environment = environment
    }

    /// The merged configuration; without any file, the defaults.
    package func load() throws(ConfigError) -> PerceoConfig {
        var layers: [String] = []
        var merged: SourceNode?
        for (path, isNeeded) in candidates {
            guard let layer = try read(path, isNeeded: isNeeded) else { continue }
            layers.append(path)
            merged = merged.map { ConfigNode.merge($0, with: layer) } ?? layer
        }
        let root = merged ?? SourceNode(.mapping([]), location: SourceLocation(file: Self.base))
        var reader = ConfigReader(environment: ConfigEnvironment(environment))
        var config = try reader.read(root)
        config.layers = layers
        return config
    }

    /// Paths of the layers, the weakest first, and whether their absence is an error.
    private var candidates: [(path: String, isNeeded: Bool)] {
        let isLocal = environment["PERCEO_ENV"] == "local"
        if let path = environment["PERCEO_CONFIG_PATH"], !path.isEmpty {
            return [(path, true)] + (isLocal ? [(Self.local, false)] : [])
        }
        let isDevelopment = environment["NODE_ENV"] == "development"
        return [(Self.base, false)] + (isLocal || isDevelopment ? [(Self.local, false)] : [])
    }

    /// Nil when the file does not exist or holds nothing.
    private func read(_ path: String, isNeeded: Bool) throws(ConfigError) -> SourceNode? {
        let start = SourceLocation(file: path)
        let file = URL(
            filePath: path, relativeTo: projectFolder.appending(path: "", directoryHint: .isDirectory))
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
            guard isNeeded else { return nil }
            throw ConfigError([
                ConfigProblem(start, "there is no such file", hint: "PERCEO_CONFIG_PATH names it")
            ])
        }
        guard let data = try? Data(contentsOf: file) else {
            throw ConfigError([ConfigProblem(start, "the file cannot be read")])
        }
        guard data.count <= Self.mostBytes else {
            throw ConfigError([ConfigProblem(start, "the file is larger than 1 MiB")])
        }
        let root: SourceNode?
        do throws(FlowFileError) {
            root = try JSONReader.read(text: UTF8Text.decode(data, file: path), file: path)
        } catch {
            throw ConfigError([ConfigProblem(error.location, error.message, hint: error.hint)])
        }
        guard let root, case .mapping = root.content else {
            guard let root else { return nil }
            throw ConfigError([
                ConfigProblem(root.location, "a layer must be an object, not \(root.kindInWords)")
            ])
        }
        return root
    }
}
