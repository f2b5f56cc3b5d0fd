import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// What a project remembers from one run to the next.
    @Suite struct MemoryTests {
        private static let flow = """
            name: Apply
            entry_point: %@
            setup: [Look around]
            steps:
              - name: Apply the code
                actions: [{type: fill, target: Code, value: X1}, {type: click, target: Apply}]
                expected_state: {text: [applied X1]}
            """
        private static let setup = """
            name: Look around
            entry_point: %@
            steps:
              - name: Look
                actions: [{type: click, target: More}]
                expected_state: {text: [more]}
            """
        private static let page = """
            <main><h1>Cart</h1><label>Code <input id=code></label>
            <button id=go onclick="done.textContent='applied '+code.value">Apply</button>
            <p id=done></p><button onclick="done.textContent='more'">More</button></main>
            """

        /// A project with two flows, one the other's setup, on a page that `change` can make another.
        private func withProject(
            _ body: (Project, _ change: (String) throws -> Void) async throws -> Void
        ) async throws {
            let site = try Site.running()
            let path = "/memory-\(UUID().uuidString.prefix(8).lowercased())"
            site.page(path, Self.page)
            let files = [
                "flows/apply.yaml": Self.flow.replacing("%@", with: path),
                "flows/look.yaml": Self.setup.replacing("%@", with: path),
            ]
            try await Project.with(files) { project in
                try await body(project) { site.page(path, $0) }
            }
        }

        @Test func `a second run recalls everything and writes nothing`() async throws {
            try await withProject { project, _ in
                var runs: [[String: Data]] = []
                for how in ["resolver", "memory", "memory"] {
                    let result = try await project.play(Site.url())
                    #expect(result.exitCode == 0, "\(result.errors)")
                    let record = try project.record()
                    #expect(record.flows.map(\.how) == [how, how])
                    #expect(record.summary.healed == 0)
                    runs.append(try project.memory())
                }
                #expect(runs[0].keys.sorted() == ["apply.json", "look-around.json"])
                #expect(runs[0] == runs[1])
                #expect(runs[1] == runs[2])
                let result = try await project.play(Site.url(), "--agent", "replay")
                #expect(result.exitCode == 0, "\(result.errors)")
            }
        }

        @Test func `a renamed element is healed, and the memory that says so is proposed`() async throws {
            try await withProject { project, change in
                _ = try await project.play(Site.url())
                let before = try project.memory()
                try change(Self.page.replacing("Apply</button>", with: "Apply now</button>"))
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(result.lastLine.contains(" 1 healed in "))
                let flow = try #require(try project.record().flows.first { $0.name == "Apply" })
                #expect(flow.marks == ["healed"])
                #expect(try project.memory() == before)
                let proposal = try project.lastRun().appending(path: "memory/apply.json")
                #expect(String(decoding: try Data(contentsOf: proposal), as: UTF8.self).contains("Apply now"))

                let applied = try await project.play(Site.url(), "--heal", "apply")
                #expect(applied.lastLine.contains(" 1 healed in "))
                #expect(try project.memory()["apply.json"] == Data(contentsOf: proposal))
                let again = try await project.play(Site.url())
                #expect(again.lastLine.contains(" 0 healed in "))
            }
        }

        @Test(arguments: [
            (["--heal", "off"], "healing_off"), (["--agent", "replay"], "memory_miss"),
        ])
        func `where nothing may be healed a renamed element is an error`(
            options: [String], code: String
        ) async throws {
            try await withProject { project, change in
                _ = try await project.play(Site.url())
                let before = try project.memory()
                try change(Self.page.replacing("Apply</button>", with: "Apply now</button>"))
                let result = try await project.play(Site.url(), options[0], options[1])
                #expect(result.exitCode == 3, "\(result.errors)")
                #expect(result.errors.contains(code))
                #expect(result.errors.contains("name was \"Apply\", is \"Apply now\""))
                #expect(try project.memory() == before)
            }
        }

        @Test func `a flow that does not pass is not remembered`() async throws {
            try await withProject { project, change in
                try change(Self.page.replacing("applied", with: "refused"))
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 1, "\(result.errors)")
                #expect(try project.memory().keys.sorted() == ["look-around.json"])
            }
        }

        @Test func `what was remembered never hides that the page is wrong`() async throws {
            try await withProject { project, change in
                _ = try await project.play(Site.url())
                let before = try project.memory()
                try change(Self.page.replacing("onclick", with: "data-onclick"))
                let result = try await project.play(Site.url(), "--flow", "Look around")
                #expect(result.exitCode == 1, "\(result.errors)")
                #expect(try project.memory() == before)
            }
        }

        @Test func `a damaged memory is told and made anew`() async throws {
            try await withProject { project, _ in
                _ = try await project.play(Site.url())
                let before = try project.memory()
                try project.write(".perceo/memory/apply.json", "<<<<<<< HEAD")
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(
                    try project.record().run.notices.contains {
                        $0 == "Apply: .perceo/memory/apply.json can't be used: it is damaged"
                    })
                #expect(try project.memory() == before)
            }
        }

        @Test func `a memory that can't be written is told`() async throws {
            try await withProject { project, _ in
                try project.write(".perceo/memory", "in the way")
                let result = try await project.play(Site.url())
                #expect(result.exitCode == 0, "\(result.errors)")
                #expect(
                    try project.record().run.notices.contains {
                        $0.hasPrefix("Apply: the memory of \"Apply\" can't be written")
                    })
            }
        }

        @Test func `neither a secret nor what was typed is remembered`() async throws {
            let flow = """
                name: Look up
                entry_point: /form
                steps:
                  - name: Look up
                    actions: [{type: fill, target: Code, value: "${CODE}"}, {type: click, target: Look up}]
                    expected_state: {visible: [You typed]}
                  - name: Press what repeats it
                    actions:
                      - {type: click, target: "${CODE}"}
                      - {type: fill, target: Again, value: typed-by-hand}
                      - {type: click, target: Again}
                """
            try await Project.with(["flows/a.yaml": flow]) { project in
                let secret = "correct horse battery"
                let result = try await project.play(Site.url(), environment: ["CODE": secret])
                #expect(result.exitCode == 0, "\(result.errors)")
                let file = try #require(try project.memory()["look-up.json"])
                let text = String(decoding: file, as: UTF8.self)
                #expect(text.contains("\"${CODE}\""))
                for part in [secret, "battery", "typed-by-hand"] { #expect(!text.contains(part)) }
                let again = try await project.play(
                    Site.url(), "--agent", "replay", environment: ["CODE": "another"])
                #expect(again.exitCode == 0, "\(again.errors)")
                #expect(try project.memory()["look-up.json"] == file)
            }
        }
    }

    /// Memory on an application that is more than one page.
    @Suite struct ShopMemoryTests {
        @Test(arguments: [
            ("cart-total", "WRONG_TOTAL"), ("add-from-catalogue", "DEAD_ADD_BUTTON"),
            ("filter", "WRONG_FILTER"),
        ])
        func `with what it remembers a broken shop is found out as well as without`(
            name: String, fault: String
        ) async throws {
            let file = Program.repository.appending(path: "flows/\(name).yaml")
            let files = ["flows/\(name).yaml": try String(contentsOf: file, encoding: .utf8)]
            try await Project.with(files) { project in
                let result = try await project.play(try ShopServer.running().url)
                #expect(result.exitCode == 0, "\(result.errors)")
                let before = try project.memory()
                try await ShopServer.with(["SHOP_FAULT_\(fault)": "1"]) { broken in
                    let result = try await project.play(broken.url)
                    #expect(result.exitCode == 1, "\(fault): \(result.errors)")
                    let record = try project.record()
                    #expect(record.flows.map(\.how) == ["memory"])
                    #expect(record.summary.healed == 0)
                    #expect(try project.memory() == before)
                }
            }
        }
    }
}

extension Project {
    /// The memory files by their names.
    fileprivate func memory() throws -> [String: Data] {
        let folder = self.folder.appending(path: ".perceo/memory")
        var files: [String: Data] = [:]
        for name in FileManager.default.paths(below: folder) {
            files[name] = try Data(contentsOf: folder.appending(path: name))
        }
        return files
    }
}

extension RunFile.Flow {
    /// What decided on its steps' targets: one word when it was always the same.
    fileprivate var how: String {
        let all = Set(attempts.flatMap(\.steps).map(\.how).filter { $0 != "none" })
        return all.sorted().joined(separator: ", ")
    }
}
