extension Emulation {
    /// The commands that take a target of this kind from one emulation to this one, in no particular order.
    ///
    /// - Parameters:
    ///   - kind: Size and speed are the page's affair; a worker has its page's language and time.
    ///   - old: What is in force; nil for a target nothing was set on yet.
    ///   - version: Chromium's major version.
    package func calls(for kind: TargetKind, from old: Emulation? = nil, version: Int) -> [Call] {
        let before = old ?? Emulation()
        var calls: [Call] = []
        if kind == .page {
            if screen != old?.screen { calls.append(screenCall) }
            if cpuSlowdown != before.cpuSlowdown {
                calls.append(Call(DevTools.Emulation.SetCPUThrottlingRate(rate: cpuSlowdown)))
            }
        }
        if kind != .worker { calls += processCalls(before: before) }
        if !kind.isWorker { calls += documentCalls(before: before) }
        if userAgent != before.userAgent || locale != before.locale { calls.append(identity(version)) }
        calls += networkCalls(before: before, version: version)
        if requests.patterns != before.requests.patterns || requests.isEmpty != before.requests.isEmpty {
            calls += RequestInterceptor.calls(for: requests)
        }
        return calls
    }

    private var screenCall: Call {
        var metrics = DevTools.Emulation.SetDeviceMetricsOverride(
            width: screen.viewport.width, height: screen.viewport.height,
            deviceScaleFactor: screen.scaleFactor, mobile: screen.isMobile)
        metrics.screenWidth = screen.display?.width
        metrics.screenHeight = screen.display?.height
        if screen.isMobile {
            let isUpright = screen.viewport.height >= screen.viewport.width
            metrics.screenOrientation = .init(
                type: isUpright ? .portraitPrimary : .landscapePrimary, angle: isUpright ? 0 : 90)
        }
        return Call(metrics)
    }

    /// What each process has to be told; a page's own workers are in its process.
    private func processCalls(before: Emulation) -> [Call] {
        var calls: [Call] = []
        // Locale and time zone belong to the process: the second of its targets to name them is told that they are.
        if locale != before.locale {
            calls.append(
                Call(DevTools.Emulation.SetLocaleOverride(locale: locale ?? "")).accepting(
                    "already in effect"))
        }
        if timeZone != before.timeZone {
            calls.append(
                Call(DevTools.Emulation.SetTimezoneOverride(timezoneId: timeZone ?? "")).accepting(
                    "already in effect"))
        }
        return calls
    }

    /// What each target that shows documents has to be told.
    private func documentCalls(before: Emulation) -> [Call] {
        var calls: [Call] = []
        if screen.hasTouch != before.screen.hasTouch {
            calls.append(
                Call(
                    DevTools.Emulation.SetTouchEmulationEnabled(
                        enabled: screen.hasTouch, maxTouchPoints: screen.hasTouch ? 5 : nil)))
        }
        if geolocation != before.geolocation { calls.append(geolocationCall) }
        if media != before.media {
            calls.append(
                Call(DevTools.Emulation.SetEmulatedMedia(media: media.type ?? "", features: media.features)))
        }
        if ignoresCertificateErrors != before.ignoresCertificateErrors {
            calls.append(
                Call(DevTools.Security.SetIgnoreCertificateErrors(ignore: ignoresCertificateErrors)))
        }
        if bypassesServiceWorkers != before.bypassesServiceWorkers {
            calls.append(Call(DevTools.Network.SetBypassServiceWorker(bypass: bypassesServiceWorkers)))
        }
        if bypassesCSP != before.bypassesCSP {
            calls.append(Call(DevTools.Page.SetBypassCSP(enabled: bypassesCSP)))
        }
        return calls
    }

    private var geolocationCall: Call {
        guard let geolocation else { return Call(DevTools.Emulation.ClearGeolocationOverride()) }
        return Call(
            DevTools.Emulation.SetGeolocationOverride(
                latitude: geolocation.latitude, longitude: geolocation.longitude,
                accuracy: geolocation.accuracy))
    }

    /// Chromium takes an empty user agent for its own.
    private func identity(_ version: Int) -> Call {
        var command = DevTools.Emulation.SetUserAgentOverride(
            userAgent: userAgent?.text(version: version) ?? "")
        command.acceptLanguage = locale
        command.userAgentMetadata = userAgent?.metadata(version: version)
        return Call(command)
    }

    private func networkCalls(before: Emulation, version: Int) -> [Call] {
        var calls: [Call] = []
        if network != before.network {
            calls += network.calls(byRule: version >= Self.firstVersionWithNetworkRules)
        }
        if headers != before.headers {
            calls.append(Call(DevTools.Network.SetExtraHTTPHeaders(headers: JSONValue(strings: headers))))
        }
        if blocked != before.blocked {
            let patterns = blocked.flatMap(\.blockPatterns).map {
                DevTools.Network.BlockPattern(urlPattern: $0, block: true)
            }
            calls.append(Call(DevTools.Network.SetBlockedURLs(urlPatterns: patterns)))
        }
        return calls
    }

    private static let firstVersionWithNetworkRules = 143
}
