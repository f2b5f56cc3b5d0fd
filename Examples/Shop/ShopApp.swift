import Foundation
import Hummingbird
import Logging

/// The bundled shop: a small web application with the habits of a real one, used to try Perceo on.
@main
struct ShopApp {
    static func main() async throws {
        do {
            let options = try Options(arguments: CommandLine.arguments.dropFirst())
            let environment = ProcessInfo.processInfo.environment
            try await serve(options, environment: environment)
        } catch let error as ShopError {
            FileHandle.standardError.write(Data("shop: \(error)\n".utf8))
            exit(2)
        } catch {
            FileHandle.standardError.write(Data("shop: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func serve(_ options: Options, environment: [String: String]) async throws {
        let pages = StaticFiles(root: options.publicFolder)
        try pages.checkRoot()
        let shop = Shop(
            faults: try FaultSet(environment: environment), sessions: SessionStore(limit: 10_000),
            files: pages,
            extraPassword: environment["SHOP_PASSWORD"])
        var logger = Logger(label: "shop")
        logger.logLevel = .warning
        let host = options.host
        let application = Application(
            router: shop.router(),
            configuration: .init(address: .hostname(host, port: options.port)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? options.port
                FileHandle.standardOutput.write(Data("Shop listening on http://\(host):\(port)\n".utf8))
            },
            logger: logger)
        try await application.runService()
    }
}
