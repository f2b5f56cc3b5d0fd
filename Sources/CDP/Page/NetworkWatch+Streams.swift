import Foundation

// WebSockets and event sources: connections that last, and what goes over them.
extension NetworkWatch {
    func listenToStreams(of session: Session, _ source: String?) {
        _ = session.on(DevTools.Network.WebSocketCreatedEvent.self) { [ledger] event in
            ledger.update { ledger in
                var request = NetworkLedger.Request(
                    id: event.requestId.rawValue, number: ledger.nextNumber(), method: "GET", url: event.url,
                    kind: "WebSocket", started: .now, wallTime: Date().timeIntervalSince1970)
                request.initiator = event.initiator.map { .init($0) }
                request.source = source
                ledger.started(request)
            }
        }
        _ = session.on(DevTools.Network.WebSocketWillSendHandshakeRequestEvent.self) { [ledger] event in
            ledger.update {
                $0.change(event.requestId.rawValue) { request in
                    request.issuedAt = event.timestamp
                    request.wallTime = event.wallTime
                    request.requestHeaders = event.request.headers.table
                }
            }
        }
        _ = session.on(DevTools.Network.WebSocketHandshakeResponseReceivedEvent.self) { [ledger] event in
            ledger.update {
                $0.change(event.requestId.rawValue) { request in
                    request.answered = .now
                    request.answeredAt = event.timestamp
                    request.status = event.response.status
                    request.statusText = event.response.statusText
                    request.protocolName = "http/1.1"
                    request.responseHeaders = event.response.headers.table
                    if let sent = event.response.requestHeaders { request.requestHeaders = sent.table }
                }
            }
        }
        listenToMessages(of: session)
    }

    private func listenToMessages(of session: Session) {
        _ = session.on(DevTools.Network.WebSocketFrameSentEvent.self) { [self] event in
            add(event.response, .send, event.requestId, event.timestamp)
        }
        _ = session.on(DevTools.Network.WebSocketFrameReceivedEvent.self) { [self] event in
            add(event.response, .receive, event.requestId, event.timestamp)
        }
        _ = session.on(DevTools.Network.WebSocketFrameErrorEvent.self) { [ledger] event in
            ledger.update { $0.change(event.requestId.rawValue) { $0.failure = event.errorMessage } }
        }
        _ = session.on(DevTools.Network.WebSocketClosedEvent.self) { [ledger] event in
            _ = ledger.update {
                $0.ended(event.requestId.rawValue) { request in
                    request.ended = .now
                    request.endedAt = event.timestamp
                }
            }
        }
        _ = session.on(DevTools.Network.EventSourceMessageReceivedEvent.self) { [ledger] event in
            ledger.update {
                $0.change(event.requestId.rawValue) { request in
                    request.messages.add(
                        .init(
                            direction: .receive, time: request.wallTime(at: event.timestamp), opcode: 0,
                            text: event.data, name: event.eventName, id: event.eventId))
                }
            }
        }
    }

    private func add(
        _ frame: DevTools.Network.WebSocketFrame, _ direction: MessageLog.Direction,
        _ id: DevTools.Network.RequestId, _ timestamp: DevTools.Network.MonotonicTime
    ) {
        ledger.update {
            $0.change(id.rawValue) { request in
                request.messages.add(
                    .init(
                        direction: direction, time: request.wallTime(at: timestamp),
                        opcode: Int(frame.opcode), text: frame.payloadData))
            }
        }
    }
}

extension NetworkLedger.Request {
    /// A moment of the browser's clock in seconds since 1970.
    package func wallTime(at moment: Double) -> Double { wallTime + max(0, moment - issuedAt) }
}

extension JSONValue {
    /// HTTP headers as a table.
    var table: [String: String] { (object ?? [:]).compactMapValues(\.string) }
}
