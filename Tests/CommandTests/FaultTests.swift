import Foundation
import Testing

extension PerceoCommand {
    /// A sample of the shop's faults, each with some flows of the repository; a script plays all of them.
    @Suite struct FaultTests {
        @Test(arguments: [
            ("SHOP_FAULT_DEAD_ADD_BUTTON", ["add-from-catalogue", "cheapest-product"]),
            ("SHOP_FAULT_WRONG_TOTAL", ["cart-total"]),
            ("SHOP_FAULT_WRONG_FILTER", ["categories-menu", "filter"]),
        ])
        func `a fault of the shop fails exactly its flows`(fault: String, guilty: [String]) async throws {
            let flows = [
                "add-from-catalogue", "cart-total", "categories-menu", "cheapest-product", "filter",
                "wrong-password",
            ]
            let folder = Program.repository.appending(path: "flows").path
            try await ShopServer.with([fault: "1"]) { shop in
                try await Project.with { project in
                    let names = flows.flatMap { ["--flow", "\(folder)/\($0).yaml"] }
                    let plan = try project.plan(
                        ["ci", "test", "--base-url", shop.url, "--flows", folder, "--video", "off"]
                            + ["--screenshots", "off", "--parallel", "3"] + names)
                    let result = try await RunningProgram.with(plan) {
                        try await $0.result(within: .seconds(50))
                    }
                    #expect(result.exitCode == 1, "\(result.errors)")
                    let failed = try project.record().flows.filter { $0.status != "passed" }
                    let files = failed.map {
                        URL(filePath: $0.file).deletingPathExtension().lastPathComponent
                    }
                    #expect(files.sorted() == guilty, "\(result.errors)")
                    #expect(failed.map(\.status) == guilty.map { _ in "failed" })
                }
            }
        }
    }
}
