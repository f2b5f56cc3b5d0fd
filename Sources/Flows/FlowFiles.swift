package import Foundation

/// Reads the flow files of a project and reports everything wrong with any of them at once.
package enum FlowFiles {
    /// No flow a person wrote is larger.
    private static let mostBytes = 1 << 20
    private static let endings: Set<String> = ["yaml", "yml", "json"]

    /// Every flow of `folder` and its subfolders, sorted by path; throws `FlowFileErrors`.
    ///
    /// Variables listed in `publicNames`, or under `public` in a flow, may be shown; all others are secret.
    package static func load(
        folder: String, environment: [String: String], project: String, publicNames: Set<String> = []
    ) throws(FlowFileErrors) -> [Flow] {
        try load(
            paths: paths(in: folder), environment: environment, project: project, publicNames: publicNames)
    }

    /// The flows of these files, in this order; a flow's `setup` must be among them.
    package static func load(
        paths: [String], environment: [String: String], project: String, publicNames: Set<String> = []
    ) throws(FlowFileErrors) -> [Flow] {
        let values = Template.Values(environment: environment, publicNames: publicNames)
        var documents: [FlowDocument] = []
        var errors: [FlowFileError] = []
        for path in paths {
            let problems = ProblemList()
            do {
                let text = try text(of: path)
                documents.append(
                    read(text: text, path: path, values: values, project: project, problems: problems))
                errors += problems.errors
            } catch {
                documents.append(FlowDocument(location: SourceLocation(file: path)))
                errors.append(error)
            }
        }
        errors += FlowSet(documents: documents).problems()
        guard errors.isEmpty else { throw FlowFileErrors(errors) }
        return documents.compactMap(\.flow)
    }

    /// The flow in `text`.
    ///
    /// `path` is what messages call it and where files to upload are looked up from; its ending decides
    /// between YAML and JSON.
    package static func parse(
        text: String, path: String, environment: [String: String] = [:], project: String = "",
        publicNames: Set<String> = []
    ) throws(FlowFileErrors) -> Flow {
        let problems = ProblemList()
        let values = Template.Values(environment: environment, publicNames: publicNames)
        let document = read(text: text, path: path, values: values, project: project, problems: problems)
        guard let flow = document.flow else { throw FlowFileErrors(problems.errors) }
        return flow
    }

    /// The keys of a `browser` section.
    package static var browserKeys: [String] { BrowserReader.keys }

    /// The settings in a `browser` section that stands outside of a flow; keys it should not have are ignored.
    ///
    /// - Parameter folder: Where bodies of mocks are looked up.
    package static func browserSettings(
        in node: SourceNode, folder: URL, environment: [String: String], publicNames: Set<String> = []
    ) throws(FlowFileErrors) -> BrowserSettings {
        let problems = ProblemList()
        let values = Template.Values(environment: environment, publicNames: publicNames)
        guard
            let fields = Fields(
                node, owner: "browser", known: browserKeys, ignored: node.keys, problems: problems)
        else { throw FlowFileErrors(problems.errors) }
        let reader = BrowserReader(
            reader: ValueReader(problems: problems, values: values), folder: folder)
        let settings = reader.read(fields)
        guard problems.errors.isEmpty else { throw FlowFileErrors(problems.errors) }
        return settings
    }

    /// The flow files of `folder` and its subfolders, sorted; hidden files and JSON schemas are left out.
    package static func paths(in folder: String) throws(FlowFileErrors) -> [String] {
        let root = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
        // Listing all levels says nothing about a missing folder, and "/." makes it follow a link to one.
        guard (try? FileManager.default.contentsOfDirectory(atPath: root)) != nil,
            let found = try? FileManager.default.subpathsOfDirectory(atPath: root + "/.")
        else {
            throw FlowFileErrors([FlowFileError(SourceLocation(file: root), "there is no such folder")])
        }
        let names = found.filter { name in
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            return !isHidden && endings.contains(ending) && !name.hasSuffix(".schema.json")
        }
        return names.map { "\(root)/\($0)" }.sorted()
    }

    private static func read(
        text: String, path: String, values: Template.Values, project: String, problems: ProblemList
    ) -> FlowDocument {
        let start = SourceLocation(file: path)
        do throws(FlowFileError) {
            let isJSON = path.lowercased().hasSuffix(".json")
            let root =
                isJSON
                ? try JSONReader.read(text: text, file: path) : try YAMLReader.read(text: text, file: path)
            guard let root, !root.isNull else { throw FlowFileError(start, "the file is empty") }
            let folder = URL(filePath: path).deletingLastPathComponent()
            var reader = FlowReader(project: project, folder: folder, values: values, problems: problems)
            return reader.read(root)
        } catch {
            problems.add(error.location, error.message, hint: error.hint)
            return FlowDocument(location: start)
        }
    }

    private static func text(of path: String) throws(FlowFileError) -> String {
        let start = SourceLocation(file: path)
        let data: Data
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= mostBytes else {
                throw FlowFileError(start, "the file is larger than 1 MiB")
            }
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as FlowFileError {
            throw error
        } catch {
            throw FlowFileError(start, "the file cannot be read")
        }
        return try UTF8Text.decode(data, file: path)
    }
}
