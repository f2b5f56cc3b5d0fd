import HTTP

/// A recording of what was asked and answered, as a value and as a file that a person can read.
package struct Cassette: Sendable, Hashable {
    /// The recording has no such request.
    package struct Drift: Error, Sendable, Hashable, CustomStringConvertible {
        /// Against the recorded request that is most like it; empty when there is none left.
        package let differences: [String]

        package var description: String {
            differences.isEmpty
                ? "the recording has no more requests"
                : "the recording has no such request; the nearest differs:\n"
                    + differences.map { "  \($0)" }.joined(separator: "\n")
        }
    }

    /// What is wrong with a file.
    package struct Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    private struct Exchange: Hashable {
        let request: CanonicalRequest
        let answer: JSON
        var isUsed = false
    }

    private static let schema = 1
    /// Of an answer's headers, those that decide how it is read.
    private static let keptHeaders = [
        "content-type", "request-id", "retry-after", "retry-after-ms", "x-request-id", "x-should-retry",
    ]

    private var exchanges: [Exchange] = []

    package init() {}

    package var count: Int { exchanges.count }

    /// Adds what was answered to a request.
    package mutating func record(
        _ request: CanonicalRequest, _ answer: WireAnswer, mask: @Sendable (String) -> String = { $0 }
    ) {
        let headers = Self.keptHeaders.compactMap { name in
            answer.headers[name].map { (name, JSON.string(mask($0))) }
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        exchanges.append(
            Exchange(
                request: request,
                answer: [
                    "status": .integer(answer.status),
                    "headers": .object(Dictionary(uniqueKeysWithValues: headers)),
                    // Line by line, so that a change in a stream is a change of few lines.
                    "body": .array(
                        mask(text).split(separator: "\n", omittingEmptySubsequences: false).map {
                            .string(String($0))
                        }),
                ]))
    }

    /// The recorded answer to a request; each is given once, so that a request asked again gets what came then.
    package mutating func replay(_ request: CanonicalRequest) throws(Drift) -> WireAnswer {
        guard let place = exchanges.firstIndex(where: { !$0.isUsed && $0.request == request }) else {
            throw Drift(differences: differences(from: request))
        }
        exchanges[place].isUsed = true
        let answer = exchanges[place].answer
        let headers = (answer["headers"]?.object ?? [:]).sorted { $0.key < $1.key }
        let lines = answer["body"]?.array?.compactMap(\.string) ?? []
        return WireAnswer(
            status: answer["status"]?.integer ?? 0,
            headers: HTTPHeaders(headers.map { ($0.key, $0.value.string ?? "") }),
            body: Array(lines.joined(separator: "\n").utf8))
    }

    /// What was recorded and never asked for.
    package var unused: Int { exchanges.count { !$0.isUsed } }

    private func differences(from request: CanonicalRequest) -> [String] {
        exchanges.filter { !$0.isUsed }
            .map { JSONDifference.lines($0.request.json, request.json) }
            .min { $0.count < $1.count } ?? []
    }
}

extension Cassette {
    /// The file's text; the same recording always gives the same.
    package var text: String {
        let list = exchanges.map { exchange -> String in
            let json: JSON = ["request": exchange.request.json, "answer": exchange.answer]
            return json.description
        }
        return "{\"schema\":\(Self.schema),\"exchanges\":[\n\(list.joined(separator: ",\n"))\n]}\n"
    }

    package init(text: String) throws(Unreadable) {
        let json: JSON
        do {
            json = try JSON(text: text)
        } catch {
            throw Unreadable(description: "\(error)")
        }
        guard json["schema"]?.integer == Self.schema, let list = json["exchanges"]?.array else {
            throw Unreadable(description: "not a recording of schema \(Self.schema)")
        }
        for (place, item) in list.enumerated() {
            guard let request = item["request"], let answer = item["answer"], answer["status"]?.integer != nil
            else {
                throw Unreadable(description: "exchange \(place) has no request or no answer")
            }
            exchanges.append(Exchange(request: CanonicalRequest(json: request), answer: answer))
        }
    }
}
