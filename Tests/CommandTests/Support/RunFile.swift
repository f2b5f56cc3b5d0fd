import Foundation

/// What `run.json` promises to those who read it; kept apart from the product's own types on purpose.
struct RunFile: Decodable {
    var schema: String
    var run: Run
    var flows: [Flow]
    var summary: Summary

    struct Run: Decodable {
        var id: String
        var durationMs: Int
        var commit: String?
        var triggeredBy: String
        var pr: Int?
        var browser: String
        var notices: [String]
        var faults: [String: Int]
        var cost: Cost
        var forecast: Forecast?
    }

    struct Forecast: Decodable, Equatable {
        struct Calls: Decodable, Equatable {
            var least, most: Int
        }

        var calls: Calls
    }

    struct Summary: Decodable {
        var total, passed, failed, errors, flaky, healed, skipped: Int
    }

    struct Flow: Decodable {
        var name, slug, file, status: String
        var marks: [String]
        var durationMs: Int
        var attempts: [Attempt]
        var screenshots: [String]
        var finalScreenshot: String?
        var video: Video?
        var error: Failure?
        var repeatCommand: String?
        var recordings: [String]?
        var longestWait: LongestWait?
        var cost: Cost
    }

    struct Cost: Decodable, Equatable {
        var usd: Double
        var modelCalls, inputTokens, outputTokens: Int
    }

    struct Wait: Decodable {
        var ms: Int
        var cause: String
    }

    struct LongestWait: Decodable {
        var ms: Int
        var cause: String
        var step: Int?
    }

    struct Opening: Decodable {
        var waits: [Wait]
    }

    struct Attempt: Decodable {
        var number: Int
        var status: String
        var durationMs: Int
        var steps: [Step]
        var opening: Opening?
        var error: Failure?
    }

    struct Step: Decodable {
        var number: Int
        var name, status, how: String
        var screenshot, screenshotBefore, outline: String?
        var consoleErrors, failedRequests: [String]
        var error: Failure?
        var waits: [Wait]
        var expectations: [Expectation]
        var cost: Cost?
    }

    struct Expectation: Decodable {
        var text: String
        var held: Bool?
        var saw: String
    }

    struct Video: Decodable {
        var kind: String
        var path: String
        var durationMs: Int
    }

    struct Failure: Decodable {
        var code, message: String
        var step: Int?
        var location: String?
        var candidates: [Candidate]
    }

    struct Candidate: Decodable {
        var text, why: String
        var score: Double
    }

    init(_ data: Data) throws { self = try JSONDecoder().decode(Self.self, from: data) }
}
