import Foundation

/// Which Chromium to run and how it must be started here.
package struct BrowserExecutable: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// The lean headless build: no windows, every page always visible.
        case headlessShell
        /// The full browser, run with `--headless=new` or with a window.
        case chromium
    }

    package let path: String
    package let kind: Kind

    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// The real binaries, in the order they are preferred.
    ///
    /// Debian's `/usr/bin` entries are shell scripts that stay in between and cost time, so the programs
    /// behind them come first.
    static let known: [BrowserExecutable] = [
        .init(path: "/usr/lib/chromium/chromium-headless-shell", kind: .headlessShell),
        .init(path: "/usr/lib/chromium/chromium", kind: .chromium),
        .init(path: "/usr/lib64/chromium-browser/chromium-browser", kind: .chromium),
        .init(path: "/opt/google/chrome/chrome", kind: .chromium),
        .init(path: "/usr/bin/chromium-headless-shell", kind: .headlessShell),
        .init(path: "/usr/bin/chromium", kind: .chromium),
    ]

    /// The browser to use: the given path, else the first known one that is there.
    ///
    /// - Parameters:
    ///   - path: A path the user chose, or nil.
    ///   - headed: Whether a window is wanted, which only the full browser has.
    package static func find(path: String? = nil, headed: Bool = false) throws(CDPError) -> BrowserExecutable
    {
        if let path {
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw CDPError(.launch, "start Chromium", "\(path) is not an executable file")
            }
            let name = URL(filePath: path).lastPathComponent
            let kind: Kind = name.contains("headless") ? .headlessShell : .chromium
            return BrowserExecutable(path: path, kind: kind)
        }
        let fitting = known.filter { !headed || $0.kind == .chromium }
        if let found = fitting.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) {
            return found
        }
        let package = headed ? "chromium" : "chromium-headless-shell"
        throw CDPError(
            .launch, "start Chromium",
            "no Chromium found; install it (apt-get install \(package)) or set browser.path in .perceo/config.json"
        )
    }
}
