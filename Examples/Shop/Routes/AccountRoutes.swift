import Hummingbird

extension Shop {
    private struct Profile: Codable, ResponseEncodable { var name: String }

    func addAccountRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        router.get("/api/orders") { _, context in
            try customer(context) { Listing(items: $0.orders) }
        }
        router.get("/api/orders/:number/invoice") { _, context in
            try invoice(context)
        }
        router.put("/api/account/profile") { request, context in
            let profile = try await request.decode(as: Profile.self, context: context)
            guard !profile.name.isBlank else {
                throw HTTPError(.unprocessableContent, message: "Please enter a name")
            }
            return try customer(context) { session in
                if !faults.has(.profileNotSaved) { session.account?.name = profile.name }
                return profile
            }
        }
        router.put("/api/account/picture") { request, context in
            let bytes = try await request.body.collect(upTo: context.maxUploadSize).readableBytes
            let given = request.uri.queryParameters["name"].map(String.init) ?? "picture"
            let picture = Picture(name: faults.has(.uploadName) ? "upload.tmp" : given, bytes: bytes)
            return try customer(context) { session in
                session.picture = picture
                return picture
            }
        }
    }

    private func invoice(_ context: ShopContext) throws -> Response {
        let number = try context.parameters.require("number", as: Int.self)
        let found = try customer(context) { session in session.orders.first { $0.number == number } }
        guard let order = found else { throw HTTPError(.notFound, message: "There is no such order") }
        let text = order.invoice(withTotal: !faults.has(.invoiceContents))
        let name = faults.has(.invoiceName) ? "document.txt" : "invoice-\(number).txt"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// Like `visitor`, but refuses guests.
    private func customer<R>(_ context: ShopContext, _ body: (inout Session) throws -> R) throws -> R {
        try visitor(context) { session in
            guard session.account != nil else { throw HTTPError(.unauthorized, message: "Please sign in") }
            return try body(&session)
        }
    }
}
