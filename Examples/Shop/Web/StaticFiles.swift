import Foundation
import Hummingbird

/// The files of the pages, read from disk at every request.
struct StaticFiles: Sendable {
    let root: String

    private static let types = [
        "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    ]

    /// Paths answered with the one page whose script draws the rest.
    private static let pages: [RouterPath] = [
        "/", "/product/:id", "/cart", "/sign-in", "/checkout/address", "/checkout/payment", "/checkout/done",
        "/account", "/admin/board", "/news", "/status",
    ]

    /// Throws unless the folder holds our files.
    func checkRoot() throws {
        guard FileManager.default.fileExists(atPath: root + "/index.html") else {
            throw ShopError(.publicFolder, about: root, "holds no index.html; name the folder with --public")
        }
    }

    func addAssets(to router: some RouterMethods<ShopContext>) {
        for folder in ["css", "js"] {
            router.get("/\(folder)/**") { request, _ in try file(request.uri.path) }
        }
        router.get("/favicon.svg") { request, _ in try file(request.uri.path) }
    }

    func addPages(to router: some RouterMethods<ShopContext>, faults: FaultSet) {
        for path in StaticFiles.pages {
            router.get(path) { _, _ in try page("index.html", faults: faults) }
        }
        router.get("/pay/frame") { _, _ in try page("pay-frame.html", faults: faults) }
        router.get("/**") { _, _ in
            var response = try page("index.html", faults: faults)
            response.status = .notFound
            return response
        }
    }

    private func file(_ path: String) throws -> Response {
        guard !path.split(separator: "/").contains(".."), let bytes = contents(path) else {
            throw HTTPError(.notFound)
        }
        return response(bytes, kind: path.split(separator: ".").last.map(String.init) ?? "")
    }

    /// A page tells its script which faults are on; a healthy page carries no trace of them.
    private func page(_ name: String, faults: FaultSet) throws -> Response {
        guard var bytes = contents("/" + name) else { throw HTTPError(.notFound) }
        if !faults.names.isEmpty {
            let mark = "<meta name=\"faults\" content=\"\(faults.names.joined(separator: " "))\">\n</head>"
            bytes = Data(String(decoding: bytes, as: UTF8.self).replacing("</head>", with: mark).utf8)
        }
        return response(bytes, kind: "html")
    }

    private func contents(_ path: String) -> Data? { FileManager.default.contents(atPath: root + path) }

    private func response(_ bytes: Data, kind: String) -> Response {
        let type = StaticFiles.types[kind] ?? "application/octet-stream"
        return Response(
            status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
