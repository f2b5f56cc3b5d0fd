/// How good the connection is.
package struct NetworkConditions: Sendable, Equatable {
    package var isOffline = false
    /// Added to every request, in milliseconds.
    package var latency = 0.0
    /// Bytes per second; nil is as fast as it goes.
    package var download: Double?
    package var upload: Double?

    package init() {}

    package init(latency: Double, download: Double?, upload: Double?) {
        self.latency = latency
        self.download = download
        self.upload = upload
    }

    /// The connections that have a name, with the figures of Chromium's own developer tools.
    package static let profiles: [String: NetworkConditions] = [
        "slow-3g": NetworkConditions(latency: 2_000, download: 50_000, upload: 50_000),
        "fast-3g": NetworkConditions(latency: 562.5, download: 180_000, upload: 84_375),
        "slow-4g": NetworkConditions(latency: 562.5, download: 180_000, upload: 84_375),
        "fast-4g": NetworkConditions(latency: 165, download: 1_012_500, upload: 168_750),
        "unlimited": NetworkConditions(),
    ]

    /// - Parameter byRule: Whether this Chromium has rules for conditions; older ones have one setting for all.
    func calls(byRule: Bool) -> [Call] {
        let (download, upload) = (download ?? -1, upload ?? -1)
        guard byRule else {
            return [
                Call(
                    DevTools.Network.EmulateNetworkConditions(
                        offline: isOffline, latency: latency, downloadThroughput: download,
                        uploadThroughput: upload))
            ]
        }
        let rule = DevTools.Network.NetworkConditions(
            urlPattern: "", latency: latency, downloadThroughput: download, uploadThroughput: upload,
            offline: isOffline)
        return [
            Call(
                DevTools.Network.EmulateNetworkConditionsByRule(
                    matchedNetworkConditions: self == NetworkConditions() ? [] : [rule],
                    emulateOfflineServiceWorker: isOffline)),
            // What the page is told, which the rules leave alone.
            Call(
                DevTools.Network.OverrideNetworkState(
                    offline: isOffline, latency: latency, downloadThroughput: download,
                    uploadThroughput: upload)),
        ]
    }
}
