/// What surrounds a page: the screen it is on, where and in which language its visitor is, what the network lets through.
///
/// A value; `Emulation()` is a desktop browser with nothing changed. `PageEnvironment` brings it into a page.
package struct Emulation: Sendable, Equatable {
    package var screen = Screen()
    package var userAgent: UserAgent?
    /// For example `de-DE`: the page's language, its number formats, and what servers are told.
    package var locale: String?
    /// For example `Europe/Berlin`.
    package var timeZone: String?
    package var geolocation: Geolocation?
    package var media = Media()
    package var network = NetworkConditions()
    /// How many times slower script runs than the machine could.
    package var cpuSlowdown = 1.0
    /// Headers for requests to any origin, WebSockets included.
    package var headers: [String: String] = [:]
    package var permissions: Set<Permission> = []
    package var ignoresCertificateErrors = false
    /// Whether pages may run script that their content security policy forbids.
    package var bypassesCSP = false
    /// Whether requests of pages go to the network although a service worker would answer them.
    package var bypassesServiceWorkers = false
    /// Requests that never leave the browser.
    package var blocked: [URLGlob] = []
    /// What is answered in the network's stead, and headers and credentials for one origin.
    package var requests = RequestRules()

    package init() {}
}

/// The display of a device, and whether fingers are its pointer.
package struct Screen: Sendable, Equatable {
    package var viewport = Viewport.standard
    /// Device pixels per CSS pixel.
    package var scaleFactor = 1.0
    /// Whether pages are laid out as phones do: by their viewport tag, with scroll bars that take no room.
    package var isMobile = false
    package var hasTouch = false
    /// The whole display, when it is larger than what of it shows the page.
    package var display: Viewport?

    package init() {}
}

package struct Geolocation: Sendable, Equatable {
    /// Degrees, north and east positive.
    package var latitude: Double
    package var longitude: Double
    /// Metres.
    package var accuracy: Double

    package init(latitude: Double, longitude: Double, accuracy: Double = 0) {
        self.latitude = latitude
        self.longitude = longitude
        self.accuracy = accuracy
    }
}

/// What media queries see; nil leaves it to the browser.
package struct Media: Sendable, Equatable {
    /// `screen` or `print`.
    package var type: String?
    package var colorScheme: String?
    package var reducedMotion: Bool?
    package var forcedColors: Bool?

    package init() {}

    var features: [DevTools.Emulation.MediaFeature] {
        var list: [DevTools.Emulation.MediaFeature] = []
        if let colorScheme { list.append(.init(name: "prefers-color-scheme", value: colorScheme)) }
        if let reducedMotion {
            list.append(
                .init(name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference"))
        }
        if let forcedColors {
            list.append(.init(name: "forced-colors", value: forcedColors ? "active" : "none"))
        }
        return list
    }
}
