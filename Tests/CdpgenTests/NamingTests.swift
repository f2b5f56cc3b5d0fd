import Testing

@testable import cdpgen

@Suite struct NamingTests {
    @Test(
        "words of a vocabulary become Swift members",
        arguments: [
            ("mousePressed", "mousePressed"), ("form_submit", "formSubmit"), ("powered-off", "poweredOff"),
            ("Document", "document"), ("XHR", "xhr"), ("CSPViolation", "cspViolation"), ("FedCM", "fedCM"),
            ("RenderFrameHostReused_SameSite", "renderFrameHostReusedSameSite"), ("ctap2_0", "ctap20"),
            ("default", "`default`"), ("Protocol", "`protocol`"), ("none", "noneValue"),
            ("None", "noneValue"),
            ("-0", "negative0"), ("-Infinity", "negativeInfinity"), ("Infinity", "infinity"), ("NaN", "naN"),
            ("3g", "value3g"), ("", "empty"), ("---", "negative"), ("strict-origin", "strictOrigin"),
        ])
    func word(raw: String, name: String) {
        #expect(Naming.words([raw]) == [SwiftShape.Word(name: name, rawValue: raw)])
    }

    @Test("words that come out the same are numbered")
    func sameWords() {
        #expect(Naming.words(["a-b", "aB", "a_b"]).map(\.name) == ["aB", "aB_2", "aB_3"])
    }

    @Test(
        "a member's own vocabulary is named after the member, unless Swift needs that name",
        arguments: [
            ("pointerType", "PointerType"), ("type", "TypeKind"), ("reply", "ReplyKind"),
            ("string", "StringKind"), ("x", "X"),
        ])
    func nested(member: String, name: String) {
        #expect(Naming.nestedTypeName(member) == name)
    }

    @Test(
        "members with Swift's words are quoted",
        arguments: [
            ("protocol", "`protocol`"), ("default", "`default`"), ("type", "type"), ("value", "value"),
        ])
    func keyword(member: String, name: String) {
        #expect(Naming.quoted(member) == name)
    }
}
