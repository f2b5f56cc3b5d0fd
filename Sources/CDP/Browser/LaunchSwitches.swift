/// The command line Chromium is started with: a flat list, each entry with its reason.
package struct LaunchSwitches: Sendable {
    package var headed = false
    package var isSandboxed = true
    /// Shared memory in `/dev/shm` is small in many containers; without room there, pages crash.
    package var hasRoomInSharedMemory = true
    package var holdsBackDatagrams = false
    package var extra: [String] = []

    package init() {}

    private static let fixed: [String] = [
        // No first-run pages, no default-browser question, no session restore.
        "--no-first-run", "--no-default-browser-check", "--no-startup-window", "--no-service-autorun",
        // Nothing that talks to the network on its own.
        "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
        "--disable-sync", "--disable-search-engine-choice-screen", "--disable-field-trial-config",
        "--metrics-recording-only", "--disable-breakpad",
        // Parallel pages must run at full speed though only one could have the focus.
        "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding", "--disable-ipc-flooding-protection",
        // A page restored from the back-forward cache keeps state that a fresh visit would not have.
        "--disable-back-forward-cache",
        // A hung page is ours to report; no dialogs from the browser itself.
        "--disable-hang-monitor", "--disable-prompt-on-repost", "--disable-popup-blocking",
        "--disable-extensions", "--disable-infobars",
        // The same pixels everywhere.
        "--force-color-profile=srgb", "--hide-scrollbars", "--mute-audio", "--enable-unsafe-swiftshader",
        // Input may arrive before the first paint, as it does from a quick user.
        "--allow-pre-commit-input",
        // Hover menus and media queries see a mouse, which headless would deny.
        "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
        // No keyring prompts.
        "--password-store=basic", "--use-mock-keychain",
    ]

    private static let disabledFeatures = [
        // http stays http: tests run against local servers.
        "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
        // A new page shows at once instead of holding the old one.
        "PaintHolding",
        // An embedded frame sees the storage a user's browser gave it when the application was written.
        "ThirdPartyStoragePartitioning",
        // Background services.
        "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled",
        "LensOverlay", "Translate", "DestroyProfileOnBrowserClose", "AvoidUnnecessaryBeforeUnloadCheckSync",
    ]

    /// Saves about one frame per screenshot.
    private static let enabledFeatures = ["CDPScreenshotNewSurface"]

    /// All arguments for `executable` with its profile in `profile`.
    package func arguments(for executable: BrowserExecutable, profile: String) -> [String] {
        var list = Self.fixed
        let (plain, disabled, enabled) = Self.separated(extra)
        // Only the last occurrence of these two counts, so the user's values are merged into ours.
        list.append("--disable-features=" + (Self.disabledFeatures + disabled).joined(separator: ","))
        list.append("--enable-features=" + (Self.enabledFeatures + enabled).joined(separator: ","))
        if executable.kind == .chromium, !headed { list.append("--headless=new") }
        if !isSandboxed { list.append("--no-sandbox") }
        if !hasRoomInSharedMemory { list.append("--disable-dev-shm-usage") }
        // The headless shell knows the first, the full browser the second.
        if holdsBackDatagrams {
            list += ["--force-webrtc-ip-handling-policy=", "--webrtc-ip-handling-policy="].map {
                $0 + "disable_non_proxied_udp"
            }
        }
        list.append("--user-data-dir=\(profile)")
        // Commands go over the socket; the pipe is a life-line: when its other end closes, Chromium exits.
        list += ["--remote-debugging-port=0", "--remote-debugging-pipe"]
        return list + plain
    }

    private static func separated(_ extra: [String]) -> (
        plain: [String], disabled: [String], enabled: [String]
    ) {
        func values(_ prefix: String) -> [String] {
            extra.filter { $0.hasPrefix(prefix) }
                .flatMap { $0.dropFirst(prefix.count).split(separator: ",").map(String.init) }
        }
        let prefixes = ["--disable-features=", "--enable-features="]
        let plain = extra.filter { argument in !prefixes.contains { argument.hasPrefix($0) } }
        return (plain, values(prefixes[0]), values(prefixes[1]))
    }
}
