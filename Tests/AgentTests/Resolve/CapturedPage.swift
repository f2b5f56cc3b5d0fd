import Foundation
import Testing

@testable import Agent

/// A scan taken in Chromium from a page of `Tests/Fixtures/site` or of the example shop.
enum CapturedPage: String, CaseIterable, Sendable {
    case shop, forms, lists, dialog, storefront, board

    func scan() throws -> PageScan { try PageScan(reading: text()) }

    func text() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Captured/\(rawValue).json")
        return try String(contentsOf: file, encoding: .utf8)
    }
}

/// What a target becomes, in one line: the element's sentence, `ambiguous …` or `not found`.
func outcome(_ target: String, _ intent: Intent, in elements: [PageElement]) throws -> String {
    switch Resolver().resolve(try TargetSpec(parsing: target), intent: intent, in: elements) {
    case .found(let match): match.description
    case .ambiguous(let matches): "ambiguous " + matches.map { "#\($0.element.ref)" }.joined(separator: " ")
    case .notFound: "not found"
    }
}

struct Expected: Sendable, CustomTestStringConvertible {
    let target: String
    let intent: Intent
    let result: String

    init(_ target: String, _ intent: Intent, _ result: String) {
        self.target = target
        self.intent = intent
        self.result = result
    }

    init(_ target: String, _ result: String) { self.init(target, .click, result) }

    var testDescription: String { "\(intent.rawValue) \(target)" }
}
