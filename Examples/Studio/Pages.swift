import Foundation
import Hummingbird
import Logging

/// The studio's pages, read from disk at every request.
struct Pages: Sendable {
    let folder: String

    func serve(port: Int) async throws {
        let router = Router()
        router.get("/:page") { _, context in
            let page = context.parameters.get("page") ?? ""
            guard page.allSatisfy(\.isLetter),
                let file = FileManager.default.contents(atPath: "\(folder)/\(page).html")
            else { throw HTTPError(.notFound) }
            return Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(bytes: file)))
        }
        router.get("/") { _, _ in "The studio: /mixer, /mail, /drawing" }
        var logger = Logger(label: "studio")
        logger.logLevel = .warning
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
        try await application.runService()
    }
}
