import Foundation
import PerceoTestKit
import Testing

@testable import CDP

extension ChromiumTests {
    /// A server whose certificate nobody vouches for.
    @Suite struct CertificateTests {
        @Test(
            "a page whose certificate nobody vouches for is shown where that is asked for",
            arguments: [true, false])
        func selfSigned(isIgnored: Bool) async throws {
            var options = PageOptions()
            options.emulation.ignoresCertificateErrors = isIgnored
            try await withServer { address in
                try await withPage(options) { page, _ in
                    guard isIgnored else {
                        let error = await #expect(throws: CDPError.self) {
                            try await page.navigate(to: address, within: .seconds(10))
                        }
                        #expect(error?.detail.contains("ERR_CERT") == true)
                        return
                    }
                    try await page.navigate(to: address, within: .seconds(10))
                    #expect(
                        try await page.script("document.body.innerText").string?.contains("s_server") == true)
                }
            }
        }

        private func withServer(_ body: (String) async throws -> Void) async throws {
            try await withTemporaryFolder { folder in
                let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
                let make = [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout",
                    key, "-out", certificate, "-subj", "/CN=localhost", "-days", "1",
                ]
                try await ChildProcess.with("/usr/bin/openssl", make) { child in
                    for await _ in child.lines {}
                }
                let serve = [
                    "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
                ]
                try await ChildProcess.with("/usr/bin/openssl", serve) { child in
                    let port = await child.firstLine { line in
                        line.firstMatch(of: /ACCEPT .*:([0-9]+)/).map { String($0.1) }
                    }
                    try await body("https://127.0.0.1:\(try #require(port))/")
                }
            }
        }
    }
}
