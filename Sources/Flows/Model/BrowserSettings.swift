/// What surrounds the pages of a flow, as its `browser` section or an `emulate` action says; nil leaves a thing as it is.
///
/// The words for devices, permissions and the like are the engine's: whoever knows them checks them, by their places.
package struct BrowserSettings: Sendable, Hashable {
    package var device: Word?
    package var viewport: Size?
    package var scaleFactor: Double?
    package var isMobile: Bool?
    package var hasTouch: Bool?
    package var userAgent: FlowText?
    package var locale: Word?
    package var timeZone: Word?
    package var geolocation: Place?
    package var permissions: [Word] = []
    package var colorScheme: ColorScheme?
    package var reducedMotion: Bool?
    package var forcedColors: Bool?
    package var media: Media?
    package var isOffline: Bool?
    package var network: Network?
    package var cpuSlowdown: Double?
    package var headers: [String: FlowText] = [:]
    /// Whether other origins than the application's get the headers too.
    package var headersGoEverywhere: Bool?
    package var credentials: Credentials?
    package var blocked: [FlowText] = []
    /// The first that fits answers.
    package var mocks: [Mock] = []
    package var unmocked: Unmocked?
    /// How dialogs are answered that no action answers.
    package var dialogs: DialogPolicy?
    package var ignoresCertificateErrors: Bool?
    package var bypassesCSP: Bool?
    package var serviceWorkers: ServiceWorkers?

    package init() {}

    /// Nothing is said.
    package var isEmpty: Bool { self == BrowserSettings() }

    /// A word of the engine's, and where it stands; its place does not make it another.
    package struct Word: Sendable, Hashable {
        package let text: String
        package let location: SourceLocation

        package init(_ text: String, location: SourceLocation = SourceLocation(file: "")) {
            self.text = text
            self.location = location
        }

        package static func == (left: Word, right: Word) -> Bool { left.text == right.text }
        package func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    /// CSS pixels.
    package struct Size: Sendable, Hashable {
        package var width: Int
        package var height: Int
    }

    /// Degrees, and metres.
    package struct Place: Sendable, Hashable {
        package var latitude: Double
        package var longitude: Double
        package var accuracy: Double
    }

    package enum ColorScheme: String, Sendable, Hashable, CaseIterable { case light, dark }
    package enum Media: String, Sendable, Hashable, CaseIterable { case screen, print }
    /// Whether they may answer what pages ask for.
    package enum ServiceWorkers: String, Sendable, Hashable, CaseIterable { case allow, block }
    package enum DialogPolicy: String, Sendable, Hashable, CaseIterable { case accept, dismiss }

    package enum Network: Sendable, Hashable {
        case profile(Word)
        /// Milliseconds, and kilobits per second; nil is as fast as it goes.
        case numbers(latency: Double, download: Double?, upload: Double?)
    }

    /// A name and password for the application's origin, or another.
    package struct Credentials: Sendable, Hashable {
        package var username: FlowText
        package var password: FlowText
        package var origin: FlowText?
        package var location: SourceLocation
    }

    package struct Mock: Sendable, Hashable {
        package enum Reply: Sendable, Hashable {
            case answer(status: Int, headers: [String: FlowText], body: Body)
            /// A word for how the network fails.
            case failure(Word)
        }

        package enum Body: Sendable, Hashable {
            case none
            case text(FlowText)
            case json(FlowText)
            /// An absolute path.
            case file(String)
        }

        package var url: FlowText
        /// In capitals.
        package var method: String?
        package var reply: Reply
        package var delay: Duration
        package var times: Int?
        package var location: SourceLocation
    }

    /// Which mocks an action takes away.
    package enum Unmocked: Sendable, Hashable {
        case all
        /// Those of these addresses, as they were written.
        case urls([FlowText])
    }
}

extension BrowserSettings {
    /// These settings over weaker ones: single values win, lists add up with these first.
    package func over(_ weaker: BrowserSettings) -> BrowserSettings {
        var merged = self
        merged.device = device ?? weaker.device
        // The parts of a weaker device's screen are no part of this one.
        if device == nil {
            merged.viewport = viewport ?? weaker.viewport
            merged.scaleFactor = scaleFactor ?? weaker.scaleFactor
            merged.isMobile = isMobile ?? weaker.isMobile
            merged.hasTouch = hasTouch ?? weaker.hasTouch
            merged.userAgent = userAgent ?? weaker.userAgent
        }
        merged.locale = locale ?? weaker.locale
        merged.timeZone = timeZone ?? weaker.timeZone
        merged.geolocation = geolocation ?? weaker.geolocation
        merged.permissions += weaker.permissions
        merged.colorScheme = colorScheme ?? weaker.colorScheme
        merged.reducedMotion = reducedMotion ?? weaker.reducedMotion
        merged.forcedColors = forcedColors ?? weaker.forcedColors
        merged.media = media ?? weaker.media
        merged.isOffline = isOffline ?? weaker.isOffline
        merged.network = network ?? weaker.network
        merged.cpuSlowdown = cpuSlowdown ?? weaker.cpuSlowdown
        merged.headers = headers.merging(weaker.headers) { own, _ in own }
        merged.headersGoEverywhere = headersGoEverywhere ?? weaker.headersGoEverywhere
        merged.credentials = credentials ?? weaker.credentials
        merged.blocked += weaker.blocked
        merged.mocks += weaker.mocks
        merged.dialogs = dialogs ?? weaker.dialogs
        merged.ignoresCertificateErrors = ignoresCertificateErrors ?? weaker.ignoresCertificateErrors
        merged.bypassesCSP = bypassesCSP ?? weaker.bypassesCSP
        merged.serviceWorkers = serviceWorkers ?? weaker.serviceWorkers
        return merged
    }

    /// Every text that may hold a secret.
    package var texts: [FlowText] {
        let login = credentials.map { [$0.username, $0.password, $0.origin].compactMap { $0 } } ?? []
        let named = headers.keys.sorted().compactMap { headers[$0] }
        return [userAgent].compactMap { $0 } + named + login + blocked + mocks.flatMap(\.texts)
    }
}

extension BrowserSettings.Mock {
    var texts: [FlowText] {
        guard case .answer(_, let headers, let body) = reply else { return [url] }
        let content: [FlowText] =
            switch body {
            case .text(let text), .json(let text): [text]
            case .none, .file: []
            }
        return [url] + headers.keys.sorted().compactMap { headers[$0] } + content
    }
}
