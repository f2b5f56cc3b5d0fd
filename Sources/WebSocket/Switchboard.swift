import CWebSockets

/// All sockets of one service thread, and what to do with the commands posted to it; never leaves that
/// thread.
final class Switchboard {
    private let inbox: Inbox
    private var lines: [ObjectIdentifier: Line] = [:]
    private var buffer = SendBuffer()
    private(set) var isStopping = false

    init(inbox: Inbox) {
        self.inbox = inbox
    }

    func runCommands(in context: OpaquePointer) {
        for command in inbox.drain() {
            switch command {
            case .connect(let channel, let handlers):
                unsafe connect(channel, handlers, in: context)
            case .write(let channel):
                lines[ObjectIdentifier(channel)]?.wantsToWrite()
            case .close(let channel):
                lines[ObjectIdentifier(channel)]?.close()
            case .stop:
                isStopping = true
            }
        }
    }

    func write(_ line: Line, to socket: LwsSocket) -> Bool {
        line.write(to: socket, with: &buffer)
    }

    func remove(_ line: Line, _ detail: String) {
        line.end(detail)
        lines[ObjectIdentifier(line.channel)] = nil
    }

    func removeAll(_ detail: String) {
        for case .connect(let channel, let handlers) in inbox.drain() {
            Line(channel: channel, handlers: handlers).end(detail)
        }
        for line in lines.values { line.end(detail) }
        lines = [:]
    }

    private func connect(_ channel: Channel, _ handlers: SocketHandlers, in context: OpaquePointer) {
        let line = Line(channel: channel, handlers: handlers)
        lines[ObjectIdentifier(channel)] = line
        guard let socket = unsafe Self.open(line, in: context) else {
            // The library reports a failure inside this call by returning nil, without a callback.
            remove(line, "no connection")
            return
        }
        line.connecting(over: socket)
    }

    /// `line` stays in `lines` until the library has reported the end of the socket, so it may hold a bare
    /// pointer.
    private static func open(_ line: Line, in context: OpaquePointer) -> LwsSocket? {
        let endpoint = line.channel.endpoint
        return unsafe endpoint.address.withCString { address in
            unsafe endpoint.path.withCString { path in
                var info = unsafe lws_client_connect_info()
                unsafe info.context = context
                unsafe info.address = address
                unsafe info.port = Int32(endpoint.port)
                unsafe info.path = path
                unsafe info.host = address
                // No origin: Chromium answers a request that has one with 403.
                unsafe info.origin = nil
                unsafe info.ietf_version_or_minus_one = -1
                unsafe info.ssl_connection = Int32(LCCSCF_HTTP_NO_FOLLOW_REDIRECT.rawValue)
                unsafe info.userdata = Unmanaged.passUnretained(line).toOpaque()
                return unsafe lws_client_connect_via_info(&info).map { unsafe LwsSocket($0) }
            }
        }
    }
}
