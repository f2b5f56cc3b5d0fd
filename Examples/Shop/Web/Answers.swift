import Foundation
import Hummingbird

/// What the API answers when there is nothing to tell.
struct Done: ResponseEncodable { var ok = true }

/// An answer with another status than 200.
struct Answer<Body: Encodable & Sendable>: ResponseGenerator {
    let status: HTTPResponse.Status
    let body: Body

    init(_ status: HTTPResponse.Status, _ body: Body) {
        self.status = status
        self.body = body
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(body))))
    }
}

/// A list as the top level of an answer.
struct Listing<Item: Encodable & Sendable>: ResponseEncodable { var items: [Item] }

extension CartSummary: ResponseEncodable {}
extension Product: ResponseEncodable {}
extension Order: ResponseEncodable {}
extension Picture: ResponseEncodable {}
extension Board: ResponseEncodable {}
