import Foundation
import PerceoTestKit
import Testing

/// The bundled shop, on a port of its own.
struct ShopServer: Sendable {
    @TaskLocal static var current: ShopServer?

    /// The shop of the running suite; it accepts `Canary.password` for every account.
    static func running() throws -> ShopServer { try #require(current) }

    let url: String

    /// Runs the shop for as long as `body` needs it.
    static func with<R>(
        _ environment: [String: String] = [:], _ body: (ShopServer) async throws -> R
    ) async throws -> R {
        let plan = RunningProgram.Plan(
            executable: try Program.shop(),
            arguments: [
                "--port", "0", "--public", Program.repository.appending(path: "Examples/Shop/Public").path,
            ],
            environment: environment)
        return try await RunningProgram.with(plan) { program in
            try await eventually(within: .seconds(10), "the shop listens: \(program.errors)") {
                program.output.contains("\n")
            }
            let address = try #require(program.output.firstMatch(of: /http:\S+/))
            return try await body(ShopServer(url: String(address.0)))
        }
    }
}

/// One shop for all tests of a suite.
struct SharedShop: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await ShopServer.with(["SHOP_PASSWORD": Canary.password]) { shop in
            try await ShopServer.$current.withValue(shop) { try await body() }
        }
    }
}

extension Trait where Self == SharedShop {
    static var shop: SharedShop { SharedShop() }
}
