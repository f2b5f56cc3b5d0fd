import Synchronization

/// Keeps a page's network ledger current; the only listener to its `Network.*` events.
final class NetworkWatch: Sendable {
    let ledger = Observed(NetworkLedger())
    private let mainFrames: Mutex<Set<String>>

    /// - Parameter mainFrame: The id of the page's main frame, which is also that of its target.
    init(_ session: Session, mainFrame: String) {
        mainFrames = Mutex([mainFrame])
        listen(to: session)
    }

    /// A page that this one opened has a main frame too.
    func add(mainFrame: String) { mainFrames.withLock { _ = $0.insert(mainFrame) } }

    /// What the domain is switched on with, on every session that is listened to.
    static var enable: DevTools.Network.Enable {
        DevTools.Network.Enable(
            maxTotalBufferSize: 16 << 20, maxResourceBufferSize: NetworkLedger.largestBody,
            maxPostDataSize: NetworkLedger.longestPost)
    }

    /// Takes in the requests of one more session: a frame in another process, a worker.
    ///
    /// Request ids are unique in a browser, so that a request may be announced by one session and answered by another.
    ///
    /// - Parameters:
    ///   - source: What the target is called in the network log; nil for the page itself and its frames.
    ///   - isAwaited: Whether the page waits for what the target asks for; of what a service worker fetches on its behalf it
    ///     waits for its own request.
    func listen(to session: Session, as source: String? = nil, isAwaited: Bool = true) {
        _ = session.on(DevTools.Network.RequestWillBeSentEvent.self) { [self] event in
            started(event, source, isAwaited)
        }
        _ = session.on(DevTools.Network.ResponseReceivedEvent.self) { [ledger] event in
            let id = event.requestId.rawValue
            ledger.update {
                $0.change(id) { $0.answer(event.response, at: event.timestamp) }
                $0.told(id, hasExtra: event.hasExtraInfo)
            }
        }
        _ = session.on(DevTools.Network.RequestServedFromCacheEvent.self) { [ledger] event in
            ledger.update { $0.change(event.requestId.rawValue) { $0.cache = .memory } }
        }
        _ = session.on(DevTools.Network.DataReceivedEvent.self) { [ledger] event in
            ledger.update {
                $0.change(event.requestId.rawValue) { request in
                    request.contentBytes += event.dataLength
                    request.moved = .now
                }
            }
        }
        _ = session.on(DevTools.Network.LoadingFinishedEvent.self) { [self] in finished($0, session) }
        _ = session.on(DevTools.Network.LoadingFailedEvent.self) { [self] in failed($0) }
        _ = session.on(ExtraInfo.Sent.self) { [ledger] info in ledger.update { $0.add(info) } }
        _ = session.on(ExtraInfo.Received.self) { [ledger] info in ledger.update { $0.add(info) } }
        listenToStreams(of: session, source)
    }

    private func started(
        _ event: DevTools.Network.RequestWillBeSentEvent, _ source: String?, _ isAwaited: Bool
    ) {
        let address = event.request.url + (event.request.urlFragment ?? "")
        guard !address.hasPrefix("data:"), !address.hasPrefix("blob:") else { return }
        let id = event.requestId.rawValue
        ledger.update { ledger in
            if let redirect = event.redirectResponse {
                ledger.change(id) { $0.answer(redirect, at: event.timestamp) }
                ledger.told(id, hasExtra: event.redirectHasExtraInfo)
                ledger.change(id) { $0.endedAt = event.timestamp }
            } else if ledger.isRunning(id) {
                // Announced by the session of the page and by that of its frame or worker.
                return
            }
            var request = NetworkLedger.Request(
                id: id, number: ledger.nextNumber(), method: event.request.method, url: address,
                kind: event.type?.rawValue ?? "Other", started: .now, wallTime: event.wallTime)
            request.ask(event)
            request.source = source
            request.isAwaited = isAwaited
            request.isMainDocument =
                request.kind == "Document" && request.document == id
                && mainFrames.withLock { $0.contains(request.frame ?? "") }
            ledger.started(request)
        }
    }

    private func finished(_ event: DevTools.Network.LoadingFinishedEvent, _ session: Session) {
        let wanted = ledger.update { ledger -> Int? in
            let request = ledger.ended(event.requestId.rawValue) { request in
                request.ended = .now
                request.endedAt = event.timestamp
                request.bytes = event.encodedDataLength
            }
            guard let request, ledger.wantsBody(of: request) else { return nil }
            ledger.bodiesAsked += 1
            return request.number
        }
        guard let wanted else { return }
        // At once: Chromium forgets bodies when the page goes elsewhere.
        let call = Call(DevTools.Network.GetResponseBody(requestId: event.requestId))
        session.connection.post([call], session: session.id) { [ledger] outcomes in
            let reply = try? outcomes.first?.get().decode(DevTools.Network.GetResponseBody.Reply.self)
            ledger.update { ledger in
                ledger.bodiesAsked -= 1
                guard let reply, !reply.base64Encoded else { return }
                ledger.change(wanted) { $0.body = .init(reply.body, limit: NetworkLedger.longestBody) }
            }
        }
    }

    private func failed(_ event: DevTools.Network.LoadingFailedEvent) {
        let id = event.requestId.rawValue
        ledger.update { ledger in
            // Without an answer nothing has told whether there is extra info; where it came it is of this one.
            ledger.told(id, hasExtra: true)
            ledger.ended(id) { request in
                request.ended = .now
                request.endedAt = event.timestamp
                // Of what is blocked nothing else is told.
                let reason = event.blockedReason.map { "blocked: \($0.rawValue)" } ?? "failed"
                request.failure = event.errorText.isEmpty ? reason : event.errorText
                request.isCanceled = event.canceled ?? false
                request.failureReason =
                    event.blockedReason?.rawValue ?? event.corsErrorStatus?.corsError.rawValue
            }
        }
    }
}

extension NetworkLedger.Request {
    fileprivate mutating func ask(_ event: DevTools.Network.RequestWillBeSentEvent) {
        issuedAt = event.timestamp
        document = event.loaderId.rawValue
        frame = event.frameId?.rawValue
        requestHeaders = event.request.headers.table
        priority = event.request.initialPriority.rawValue
        initiator = Initiator(event.initiator)
        postData = event.request.postData.map { Clip($0, limit: NetworkLedger.longestPost) }
    }

    fileprivate mutating func answer(_ response: DevTools.Network.Response, at time: Double) {
        answered = .now
        answeredAt = time
        status = response.status
        statusText = response.statusText
        mimeType = response.mimeType
        protocolName = response.protocol
        responseHeaders = response.headers.table
        bytes = response.encodedDataLength
        timing = response.timing
        if let address = response.remoteIPAddress, !address.isEmpty {
            server = Server(address: address, port: response.remotePort ?? 0)
        }
        if response.connectionId > 0 { connection = String(Int(response.connectionId)) }
        if response.fromDiskCache == true { cache = .disk }
        if response.fromPrefetchCache == true { cache = .prefetch }
        if response.fromServiceWorker == true { cache = .serviceWorker }
    }
}

extension NetworkLedger.Request.Initiator {
    init(_ initiator: DevTools.Network.Initiator) {
        let place = initiator.stack?.callFrames.first
        self.init(
            kind: initiator.type.rawValue, url: initiator.url ?? place?.url,
            line: initiator.lineNumber.map { Int($0) } ?? place?.lineNumber,
            column: initiator.columnNumber.map { Int($0) } ?? place?.columnNumber)
    }
}
