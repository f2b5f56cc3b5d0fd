/// Something a page may do without asking, by the name that pages themselves use for it.
package struct Permission: Sendable, Hashable {
    /// As in `navigator.permissions.query`.
    package let name: String

    /// Nil for a name that is not known.
    package init?(_ name: String) {
        guard Self.names.contains(name) else { return nil }
        self.name = name
    }

    package static let geolocation = Permission(known: "geolocation")

    private init(known name: String) { self.name = name }

    package static let names = [
        "accelerometer", "ambient-light-sensor", "background-sync", "camera", "clipboard-read",
        "clipboard-write", "geolocation", "gyroscope", "idle-detection", "local-fonts",
        "local-network-access", "magnetometer", "microphone", "midi", "notifications", "payment-handler",
        "persistent-storage", "screen-wake-lock", "storage-access", "window-management",
    ]

    var descriptor: DevTools.Browser.PermissionDescriptor {
        DevTools.Browser.PermissionDescriptor(name: name)
    }
}
