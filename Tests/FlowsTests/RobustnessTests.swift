import Flows
import Testing

@Suite struct RobustnessTests {
    private static let yaml = """
        name: Purchase
        data: &d {email: "${SHOP_EMAIL}", zip: 0150}
        steps:
          - name: Fill in the address
            actions:
              - {type: fill, target: Email, value: "${data.email}"}
              - {type: wait_for, text: {Total: [12.00, "a\\u00e9"]}}
            expected_state: {count: {Row: 2}, request: POST /a 201, console: clean}
            timeout_ms: 5000
        """
    private static let json = """
        {"name": "Purchase", /* c */ "steps": [{"name": "S\\ud83d\\ude00", "timeout_ms": 5000,
          "actions": [{"type": "scroll", "by": {"x": 1.5e2, "y": -3}},], // end
          "expected_state": {"checked": {"Terms": true}, "download": {"minimum_bytes": 1}}}]}
        """

    @Test(
        "a file that is cut or damaged anywhere is read or refused with places inside it",
        arguments: [
            ("flows/a.yaml", yaml), ("flows/a.json", json),
        ])
    func damaged(path: String, text: String) throws {
        #expect(problems(text, path: path) == "")
        let scalars = Array(text.unicodeScalars)
        let marks = Array("{}[]\"\n\t*&:-$\\\u{0}#".unicodeScalars)
        for index in scalars.indices {
            var damaged = scalars
            damaged[index] = marks[index % marks.count]
            for variant in [scalars[..<index], damaged[...]] {
                let text = String(String.UnicodeScalarView(variant))
                let lines = variant.count { $0 == "\n" } + 2
                for error in errors(in: text, path: path) {
                    #expect(error.location.file == path)
                    #expect((1...lines).contains(error.location.line))
                    #expect(error.location.column >= 1)
                }
            }
        }
    }

    private func errors(in text: String, path: String) -> [FlowFileError] {
        do throws(FlowFileErrors) {
            _ = try FlowFiles.parse(text: text, path: path, environment: environment)
            return []
        } catch {
            return error.errors
        }
    }
}
