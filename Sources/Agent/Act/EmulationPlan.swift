package import CDP
package import Flows
package import Foundation

/// Turns the words of a flow file into what the engine does about a page's surroundings.
package struct EmulationPlan: Sendable {
    private let settings: BrowserSettings
    private let origin: Origin?
    private let location: SourceLocation

    /// - Parameters:
    ///   - baseURL: Whose paths, headers and credentials are meant.
    ///   - location: What is blamed when the settings lack a base URL.
    package init(_ settings: BrowserSettings, baseURL: URL?, location: SourceLocation) {
        self.settings = settings
        origin = baseURL.flatMap { Origin($0) }
        self.location = location
    }

    /// Changes what the settings speak of; tells what of them means nothing.
    package func apply(to emulation: inout Emulation) -> [FlowFileError] {
        applyMedia(to: &emulation.media)
        emulation.locale = settings.locale?.text ?? emulation.locale
        emulation.timeZone = settings.timeZone?.text ?? emulation.timeZone
        emulation.cpuSlowdown = settings.cpuSlowdown ?? emulation.cpuSlowdown
        emulation.ignoresCertificateErrors =
            settings.ignoresCertificateErrors ?? emulation.ignoresCertificateErrors
        emulation.bypassesCSP = settings.bypassesCSP ?? emulation.bypassesCSP
        emulation.bypassesServiceWorkers =
            settings.serviceWorkers.map { $0 == .block } ?? emulation.bypassesServiceWorkers
        emulation.blocked = settings.blocked.map(glob) + emulation.blocked
        return applyDevice(to: &emulation) + applyPlace(to: &emulation)
            + applyNetwork(to: &emulation.network) + applyOrigin(to: &emulation)
            + applyMocks(to: &emulation.requests)
    }

    private func applyMedia(to media: inout Media) {
        media.type = settings.media?.rawValue ?? media.type
        media.colorScheme = settings.colorScheme?.rawValue ?? media.colorScheme
        media.reducedMotion = settings.reducedMotion ?? media.reducedMotion
        media.forcedColors = settings.forcedColors ?? media.forcedColors
    }

    private func applyDevice(to emulation: inout Emulation) -> [FlowFileError] {
        var problems: [FlowFileError] = []
        if let word = settings.device {
            if let device = Device.named(word.text) {
                emulation.screen = device.screen
                emulation.userAgent = device.userAgent
            } else {
                problems.append(Self.unknown("device", word, Device.names))
            }
        }
        if let size = settings.viewport {
            emulation.screen.viewport = Viewport(width: size.width, height: size.height)
        }
        emulation.screen.scaleFactor = settings.scaleFactor ?? emulation.screen.scaleFactor
        emulation.screen.isMobile = settings.isMobile ?? emulation.screen.isMobile
        emulation.screen.hasTouch = settings.hasTouch ?? emulation.screen.hasTouch
        if let agent = settings.userAgent { emulation.userAgent = UserAgent(agent.reveal { $0 }) }
        return problems
    }

    private func applyPlace(to emulation: inout Emulation) -> [FlowFileError] {
        var problems: [FlowFileError] = []
        for word in settings.permissions {
            if let permission = Permission(word.text) {
                emulation.permissions.insert(permission)
            } else {
                problems.append(Self.unknown("permission", word, Permission.names))
            }
        }
        if let place = settings.geolocation {
            emulation.geolocation = Geolocation(
                latitude: place.latitude, longitude: place.longitude, accuracy: place.accuracy)
            // A place that no page may ask for would be of no use.
            emulation.permissions.insert(.geolocation)
        }
        return problems
    }

    private func applyNetwork(to network: inout NetworkConditions) -> [FlowFileError] {
        var problems: [FlowFileError] = []
        let wasOffline = network.isOffline
        switch settings.network {
        case .profile(let word):
            if let profile = NetworkConditions.profiles[word.text] {
                network = profile
            } else {
                problems.append(
                    Self.unknown("network", word, NetworkConditions.profiles.keys.sorted()))
            }
        case .numbers(let latency, let download, let upload):
            let bytes = 1000.0 / 8
            network = NetworkConditions(
                latency: latency, download: download.map { $0 * bytes }, upload: upload.map { $0 * bytes })
        case nil: break
        }
        network.isOffline = settings.isOffline ?? wasOffline
        return problems
    }

    /// Headers and credentials, which are for one origin.
    private func applyOrigin(to emulation: inout Emulation) -> [FlowFileError] {
        var problems: [FlowFileError] = []
        let headers = settings.headers.mapValues { $0.reveal { $0 } }
        if settings.headersGoEverywhere == true {
            emulation.headers = headers
        } else if !headers.isEmpty {
            if let origin {
                emulation.requests.originHeaders = .init(origin: origin, headers: headers)
            } else {
                problems.append(
                    FlowFileError(
                        location, "headers need a base URL, whose origin they are for",
                        hint: "or headers_for: all"))
            }
        }
        guard let login = settings.credentials else { return problems }
        let own = login.origin.map { $0.reveal { Origin($0) } } ?? origin
        if let own {
            emulation.requests.credentials = .init(
                origin: own, username: login.username.reveal { $0 }, password: login.password.reveal { $0 })
        } else {
            let message =
                login.origin == nil
                ? "http_credentials need an origin, as there is no base URL"
                : "the origin of http_credentials must be like https://example.com"
            problems.append(FlowFileError(login.location, message))
        }
        return problems
    }

    private func applyMocks(to requests: inout RequestRules) -> [FlowFileError] {
        switch settings.unmocked {
        case .all: requests.mocks = []
        case .urls(let urls):
            let gone = Set(urls.map { $0.reveal { $0 } })
            requests.mocks.removeAll { gone.contains($0.url.text) }
        case nil: break
        }
        var problems: [FlowFileError] = []
        var added: [MockRule] = []
        for mock in settings.mocks {
            do {
                let reply = try MockContent(mock).reply
                added.append(
                    MockRule(
                        method: mock.method, url: glob(mock.url), reply: reply, delay: mock.delay,
                        times: mock.times))
            } catch {
                problems.append(error)
            }
        }
        // The newest answers first.
        requests.mocks = added + requests.mocks
        return problems
    }

    private func glob(_ text: FlowText) -> URLGlob { URLGlob(text.reveal { $0 }, origin: origin) }

    static func unknown(_ what: String, _ word: BrowserSettings.Word, _ known: [String]) -> FlowFileError {
        FlowFileError(
            word.location, "unknown \(what) \"\(word.text)\"; known are \(known.joined(separator: ", "))",
            hint: Nearest.hint(for: word.text, among: known))
    }
}
