import Flows
import Foundation
import Testing

@Suite struct OneTimePasswordTests {
    /// Appendix B of RFC 6238: a key of 20, 32 and 64 bytes, codes of eight digits.
    private static let vectors: [(TimeInterval, String, String, String)] = [
        (59, "94287082", "46119246", "90693936"),
        (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"),
        (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"),
        (20_000_000_000, "65353130", "77737706", "47863826"),
    ]

    private static func key(_ count: Int) -> [UInt8] {
        Array(String(repeating: "1234567890", count: 7).utf8.prefix(count))
    }

    @Test("codes are those of RFC 6238, of eight digits and of six", arguments: vectors)
    func published(time: TimeInterval, sha1: String, sha256: String, sha512: String) {
        let date = Date(timeIntervalSince1970: time)
        for (algorithm, count, code) in [
            (OneTimePassword.Algorithm.sha1, 20, sha1), (.sha256, 32, sha256), (.sha512, 64, sha512),
        ] {
            let eight = OneTimePassword(key: Self.key(count), algorithm: algorithm, digits: 8)
            let six = OneTimePassword(key: Self.key(count), algorithm: algorithm)
            #expect(eight.code(at: date) == code)
            #expect(six.code(at: date) == String(code.suffix(6)))
        }
    }

    @Test(
        "a secret is taken as people copy it",
        arguments: [
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
            "GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ====",
            "otpauth://totp/Shop:ann@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop",
            "otpauth://totp/x?secret=gezdgnbvgy3tqojqgezdgnbvgy3tqojq&algorithm=sha1&digits=6&period=30",
        ])
    func spellings(text: String) throws {
        let password = try #require(OneTimePassword(text))
        #expect(password.code(at: Date(timeIntervalSince1970: 59)) == "287082")
        #expect(password == OneTimePassword(key: Self.key(20)))
    }

    @Test("the address of a secret tells algorithm, digits and period")
    func address() throws {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA"
        let password = try #require(
            OneTimePassword("otpauth://totp/x?secret=\(secret)&algorithm=SHA256&digits=8&period=60"))
        #expect(password.code(at: Date(timeIntervalSince1970: 118)) == "46119246")
    }

    @Test(
        "what is no such secret is none",
        arguments: [
            "", "   ", "hunter2!", "GEZDGNBV1", "otpauth://hotp/x?secret=GEZDGNBV",
            "otpauth://totp/x", "otpauth://totp/x?secret=GEZDGNBV&digits=12",
            "otpauth://totp/x?secret=GEZDGNBV&algorithm=MD5", "otpauth://totp/x?secret=GEZDGNBV&period=0",
        ])
    func malformed(text: String) {
        #expect(OneTimePassword(text) == nil)
    }

    private static let secret = "GEZDGNBVGY3TQOJQ"
    private static let text = """
        name: A
        steps:
          - name: S
            actions:
              - {type: fill, target: Code, value: "${totp:SHOP_TOTP}"}
        """

    @Test("a code is made when it is typed, and neither it nor its secret is shown")
    func template() throws {
        let flow = try flow(Self.text, environment: ["SHOP_TOTP": Self.secret])
        guard case .fill(_, let value) = try #require(flow.steps.first?.actions.first).kind else {
            Issue.record("no fill")
            return
        }
        #expect(value.description == "‹totp:SHOP_TOTP›")
        #expect(value.plain == nil)
        let password = try #require(flow.oneTimePasswords.first)
        #expect(password.issuedCodes.isEmpty)
        let typed = value.reveal { $0 }
        #expect(typed.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(password.issuedCodes == [typed])
        #expect(flow.secrets.contains { $0.reveal { $0 == Self.secret } })
        var dumped = ""
        dump(flow, to: &dumped)
        #expect(!dumped.contains(Self.secret) && !dumped.contains(typed))
    }

    @Test("a secret that is none is an error which does not tell it")
    func wrong() {
        for (environment, message) in [
            (["SHOP_TOTP": "canary!canary"], "SHOP_TOTP holds no secret for one-time passwords"),
            ([:], "SHOP_TOTP, for one-time passwords, is not set"),
        ] {
            let error = #expect(throws: FlowFileErrors.self) {
                try flow(Self.text, environment: environment)
            }
            #expect(
                error?.description.contains("flows/a.yaml:5:43: the environment variable \(message)") == true)
            #expect(error?.description.contains("canary") == false)
        }
    }
}
