import Flows
import Testing

@Suite struct TemplateTests {
    private static let values = Template.Values(
        environment: ["NAME": "secret-value", "OPEN": "shown", "EMPTY": ""], publicNames: ["OPEN"],
        data: ["email": "a@b.c", "key": FlowText(parts: [.secret(name: "NAME", Secret("secret-value"))])])

    @Test(
        "variables are filled in, secrets stay masked",
        arguments: [
            ("plain", "plain", true), ("", "", true), ("$5 and $$", "$5 and $$", true),
            ("a ${OPEN} b", "a shown b", true),
            ("${NAME}", "‹NAME›", false), ("x${NAME}y${OPEN}", "x‹NAME›yshown", false),
            ("${NAME:-d}", "‹NAME›", false),
            ("${NOPE:-fall back}", "fall back", true), ("${EMPTY:-d}", "d", true), ("${NOPE:-}", "", true),
            ("${NOPE:-a:-b}", "a:-b", true), ("$${NAME}", "${NAME}", true), ("$$${NAME}", "$${NAME}", true),
            ("${data.email}", "a@b.c", true), ("<${data.key}>", "<‹NAME›>", false),
        ])
    func filled(source: String, shown: String, isPlain: Bool) throws {
        let text = try Template(source).filled(from: Self.values)
        #expect(text.description == shown)
        #expect(text.plain == (isPlain ? shown : nil))
        #expect(text.reveal { $0 } == shown.replacing("‹NAME›", with: "secret-value"))
        #expect(text.secrets.isEmpty == isPlain)
    }

    @Test(
        "what cannot be filled in is explained",
        arguments: [
            ("${NOPE}", "the environment variable NOPE is not set", "set it, or give a default: ${NOPE:-…}"),
            ("${EMPTY}", "the environment variable EMPTY is empty", "set it, or give a default: ${EMPTY:-…}"),
            ("${data.emial}", "unknown data \"emial\"", "did you mean \"email\"?"),
            ("${data.}", "\"${data.}\" names no key", nil),
            ("${NAME", "\"${\" without its \"}\"", "write $${ for a literal ${"),
            ("${}", "\"${}\" is not a variable", "write $${ for a literal ${"),
            (
                "${total.toFixed(2)}", "\"${total.toFixed(2)}\" is not a variable",
                "write $${ for a literal ${"
            ),
        ] as [(String, String, String?)])
    func wrong(source: String, message: String, hint: String?) {
        let problem = #expect(throws: Template.Problem.self) {
            try Template(source).filled(from: Self.values)
        }
        #expect(problem?.message == message)
        #expect(problem?.hint == hint)
    }
}
