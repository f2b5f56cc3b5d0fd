import Hummingbird

extension Shop {
    private struct Move: Decodable { var column: Board.Column }

    func addBoardRoutes(to router: some RouterMethods<ShopContext>) {
        router.get("/api/admin/board") { _, context in visitor(context) { $0.board } }
        router.patch("/api/admin/board/:id") { request, context in
            let move = try await request.decode(as: Move.self, context: context)
            let id = try context.parameters.require("id")
            return try visitor(context) { session in
                guard session.board.move(id, to: move.column) else { throw HTTPError(.notFound) }
                return session.board
            }
        }
        router.delete("/api/admin/board/:id") { _, context in
            let id = try context.parameters.require("id")
            return try visitor(context) { session in
                guard session.board.delete(id) else { throw HTTPError(.notFound) }
                return session.board
            }
        }
    }
}
