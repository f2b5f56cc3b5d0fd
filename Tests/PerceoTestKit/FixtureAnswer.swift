package import Foundation

/// What a fixture site was asked.
package struct FixtureRequest: Sendable, Equatable {
    package var method: String
    /// Without the query.
    package var path: String
    package var query: String
    /// Names in lower case.
    package var headers: [String: String]
    package var body: String
}

/// What a fixture site answers.
package struct FixtureAnswer: Sendable {
    package var status = 200
    package var headers: [String: String] = [:]
    package var body: Data

    package init(status: Int = 200, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func html(_ text: String, status: Int = 200) -> FixtureAnswer {
        FixtureAnswer(
            status: status, headers: ["content-type": "text/html; charset=utf-8"],
            body: Data("<!doctype html><meta charset=utf-8>\(text)".utf8))
    }

    package static func text(_ text: String, status: Int = 200) -> FixtureAnswer {
        FixtureAnswer(status: status, headers: ["content-type": "text/plain"], body: Data(text.utf8))
    }

    package static func json(_ text: String, status: Int = 200) -> FixtureAnswer {
        FixtureAnswer(status: status, headers: ["content-type": "application/json"], body: Data(text.utf8))
    }

    package static func redirect(to address: String) -> FixtureAnswer {
        FixtureAnswer(status: 302, headers: ["location": address])
    }

    /// A file that the browser saves instead of showing it.
    package static func file(_ name: String, _ text: String) -> FixtureAnswer {
        FixtureAnswer(
            headers: [
                "content-type": "application/octet-stream",
                "content-disposition": "attachment; filename=\"\(name)\"",
            ],
            body: Data(text.utf8))
    }
}
