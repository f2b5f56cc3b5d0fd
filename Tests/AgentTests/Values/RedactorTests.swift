import Flows
import Foundation
import Testing

@testable import Agent

@Suite struct RedactorTests {
    private let secret = "pä ss/w&\"rd<+>"

    @Test("a secret is masked in every form it takes on its way out")
    func forms() throws {
        let unreserved = CharacterSet.alphanumerics.intersection(
            CharacterSet(charactersIn: Unicode.Scalar(0)..."\u{7F}")
        )
        .union(CharacterSet(charactersIn: "-._~"))
        let percent = try #require(secret.addingPercentEncoding(withAllowedCharacters: unreserved))
        let json = String(decoding: try JSONEncoder().encode(secret), as: UTF8.self).dropFirst().dropLast()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let plainJSON = String(decoding: try encoder.encode(secret), as: UTF8.self).dropFirst().dropLast()
        let forms = [
            secret, percent, percent.lowercased(), percent.replacing("%20", with: "+"),
            Data(secret.utf8).base64EncodedString(), String(json), String(plainJSON),
            "pä ss/w&amp;\"rd&lt;+&gt;", "pä ss/w&amp;&quot;rd&lt;+&gt;",
        ]
        let redactor = Redactor([Secret(secret)])
        for form in forms {
            let text = "before \(form) after"
            #expect(redactor.redact(text) == "before \(Redactor.mark) after", "\(form)")
        }
    }

    @Test("of secrets that contain each other nothing is left standing")
    func nested() {
        let redactor = Redactor([Secret("hunter2"), Secret("hunter2-and-more"), Secret("ter2")])
        #expect(redactor.redact("hunter2-and-more hunter2 ter2") == "‹secret› ‹secret› ‹secret›")
    }

    @Test("every occurrence is masked, and what is no secret stays")
    func occurrences() {
        let redactor = Redactor([Secret("canary")])
        #expect(redactor.redact("canarycanary Canary cana ry") == "‹secret›‹secret› Canary cana ry")
        #expect(redactor.redact("") == "")
    }

    @Test("values that are everywhere are not masked: that would hide nothing", arguments: ["", "1", "ab"])
    func short(value: String) {
        let redactor = Redactor([Secret(value)])
        #expect(redactor.isEmpty)
        #expect(redactor.redact("1 ab abc") == "1 ab abc")
    }
}
