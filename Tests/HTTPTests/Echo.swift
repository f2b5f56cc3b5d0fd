import Foundation
import HTTP

/// What the server says it has received.
struct Echo: Decodable {
    let method: String
    let query: String
    let length: String?
    let text: String
    let count: Int
    let headers: [[String]]

    init(_ response: HTTPResponse) throws {
        self = try JSONDecoder().decode(Echo.self, from: Data(response.body))
    }

    func values(of name: String) -> [String] {
        headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
    }
}
