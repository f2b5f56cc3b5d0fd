/// Keeps a page's network ledger current; the only listener to its `Network.*` events.
final class NetworkWatch: Sendable {
    let ledger = Observed(NetworkLedger())

    init(_ session: Session) { listen(to: session) }

    /// Takes in one more session of the page: a frame with a process of its own, a worker, a popup.
    func listen(to session: Session) {
        _ = session.on(DevTools.Network.RequestWillBeSentEvent.self) { [self] in started($0) }
        _ = session.on(DevTools.Network.ResponseReceivedEvent.self) { [ledger] event in
            ledger.update { $0.change(event.requestId.rawValue) { $0.answer(event.response) } }
        }
        _ = session.on(DevTools.Network.LoadingFinishedEvent.self) { [ledger] event in
            ledger.update {
                $0.ended(event.requestId.rawValue) { request in
                    request.ended = .now
                    request.bytes = event.encodedDataLength
                }
            }
        }
        _ = session.on(DevTools.Network.LoadingFailedEvent.self) { [ledger] event in
            ledger.update {
                $0.ended(event.requestId.rawValue) { request in
                    request.ended = .now
                    request.failure = event.errorText
                    request.isCanceled = event.canceled ?? false
                }
            }
        }
    }

    private func started(_ event: DevTools.Network.RequestWillBeSentEvent) {
        guard !event.request.url.hasPrefix("data:"), !event.request.url.hasPrefix("blob:") else { return }
        ledger.update { ledger in
            if let redirect = event.redirectResponse {
                ledger.change(event.requestId.rawValue) { $0.answer(redirect) }
            }
            var request = NetworkLedger.Request(
                id: event.requestId.rawValue, number: ledger.nextNumber(), method: event.request.method,
                url: event.request.url, kind: event.type?.rawValue ?? "Other", started: .now,
                wallTime: event.wallTime)
            request.requestHeaders = headers(event.request.headers)
            ledger.started(request)
        }
    }
}

private func headers(_ value: JSONValue) -> [String: String] {
    (value.object ?? [:]).compactMapValues(\.string)
}

extension NetworkLedger.Request {
    fileprivate mutating func answer(_ response: DevTools.Network.Response) {
        answered = .now
        status = response.status
        mimeType = response.mimeType
        protocolName = response.protocol
        responseHeaders = headers(response.headers)
    }
}
