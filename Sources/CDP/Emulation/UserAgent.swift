import Foundation

/// Who the browser says it is: the old header's text, and the client hints that replace it.
package struct UserAgent: Sendable, Equatable {
    /// Where `%` stands for Chromium's own major version.
    private let template: String
    private let platform: Platform?

    /// What client hints tell of the device.
    package struct Platform: Sendable, Equatable {
        package var name: String
        package var version = ""
        package var model = ""
        package var architecture = ""
        package var isMobile = false
    }

    /// A device of the table; one without a platform sends no hints, as browsers other than Chromium's kin do.
    init(template: String, platform: Platform?) {
        self.template = template
        self.platform = platform
    }

    /// The given text, with the hints a browser of that name would send.
    package init(_ text: String) {
        template = text.replacing("%", with: "%%")
        platform = text.contains("Chrome/") ? Self.platform(in: text) : nil
    }

    /// The text of the header.
    ///
    /// - Parameter version: Chromium's major version.
    package func text(version: Int) -> String {
        template.replacing("%%", with: "\u{0}").replacing("%", with: "\(version)")
            .replacing("\u{0}", with: "%")
    }

    /// Nil when there are no hints to send.
    func metadata(version: Int) -> DevTools.Emulation.UserAgentMetadata? {
        guard let platform else { return nil }
        let number = Self.chromeVersion(in: text(version: version)) ?? "\(version).0.0.0"
        let major = number.prefix { $0 != "." }
        func brands(_ value: String, _ other: String) -> [DevTools.Emulation.UserAgentBrandVersion] {
            [
                .init(brand: "Chromium", version: value), .init(brand: "Google Chrome", version: value),
                .init(brand: "Not.A/Brand", version: other),
            ]
        }
        var metadata = DevTools.Emulation.UserAgentMetadata(
            platform: platform.name, platformVersion: platform.version, architecture: platform.architecture,
            model: platform.model, mobile: platform.isMobile)
        metadata.brands = brands(String(major), "99")
        metadata.fullVersionList = brands(number, "99.0.0.0")
        metadata.fullVersion = number
        metadata.bitness = platform.architecture.isEmpty ? "" : "64"
        metadata.wow64 = false
        metadata.formFactors = [platform.isMobile ? "Mobile" : "Desktop"]
        return metadata
    }

    private static func chromeVersion(in text: String) -> String? {
        text.firstMatch(of: /Chrome\/([0-9.]+)/).map { String($0.1) }
    }

    private static func platform(in text: String) -> Platform {
        let isMobile = text.contains("Mobile")
        let known = [
            ("Windows", "Windows"), ("Macintosh", "macOS"), ("Android", "Android"), ("CrOS", "Chrome OS"),
        ]
        let name = known.first { text.contains($0.0) }?.1 ?? "Linux"
        return Platform(name: name, architecture: isMobile ? "" : "x86", isMobile: isMobile)
    }
}
