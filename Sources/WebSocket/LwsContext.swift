import CWebSockets

/// Owns one `lws_context` with the tables it points into.
///
/// `wake` may be called from any thread; everything else happens on the service thread, and so does the end:
/// the thread holds the last reference.
@safe final class LwsContext: Sendable {
    /// Sockets and timers per context; keeps the library from sizing its tables by `ulimit -n`.
    private static let descriptors: UInt32 = 256
    /// Whole messages up to this size arrive in one callback.
    private static let receiveBytes = 1 << 20

    private nonisolated(unsafe) let raw: OpaquePointer
    private nonisolated(unsafe) let protocols: UnsafeMutablePointer<lws_protocols>
    private nonisolated(unsafe) let switchboard: Unmanaged<Switchboard>

    init(inbox: Inbox) throws(WebSocketError) {
        lws_set_log_level(0, nil)
        let protocols = unsafe Self.protocolTable()
        let switchboard = unsafe Unmanaged.passRetained(Switchboard(inbox: inbox))

        var info = unsafe lws_context_creation_info()
        unsafe info.port = CONTEXT_PORT_NO_LISTEN
        unsafe info.gid = -1
        unsafe info.uid = -1
        unsafe info.protocols = UnsafePointer(protocols)
        unsafe info.pt_serv_buf_size = UInt32(Self.receiveBytes)
        unsafe info.fd_limit_per_thread = Self.descriptors
        // The library's own handshake limits are whole seconds; `SocketLimits.connectTimeout` is the one that
        // counts.
        unsafe info.timeout_secs = 3600
        unsafe info.connect_timeout_secs = 3600
        unsafe info.user = switchboard.toOpaque()
        // An empty address keeps the library from sending loopback traffic through $http_proxy.
        unsafe info.http_proxy_address = Self.cString("")
        guard let context = unsafe lws_create_context(&info) else {
            unsafe switchboard.release()
            unsafe protocols.deallocate()
            throw WebSocketError(.unavailable, detail: "lws_create_context failed")
        }
        unsafe raw = context
        unsafe self.protocols = protocols
        unsafe self.switchboard = switchboard
    }

    /// The only call of the library that other threads may make.
    func wake() {
        unsafe lws_cancel_service(raw)
    }

    /// Serves until told to stop.
    ///
    /// The time-out argument has had no meaning since 3.2: the call sleeps until an event.
    func serve() {
        let switchboard = unsafe switchboard.takeUnretainedValue()
        while !switchboard.isStopping {
            guard unsafe lws_service(raw, 0) >= 0 else { return }
        }
    }

    deinit {
        unsafe lws_context_destroy(raw)
        let switchboard = unsafe switchboard.takeRetainedValue()
        switchboard.removeAll("loop closed")
        unsafe protocols.deallocate()
    }

    /// The library keeps the pointer: the table must outlive the context.
    private static func protocolTable() -> UnsafeMutablePointer<lws_protocols> {
        let table = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 2)
        var first = unsafe lws_protocols()
        unsafe first.name = cString("perceo")
        unsafe first.rx_buffer_size = receiveBytes
        unsafe first.callback = { wsi, reason, user, input, length in
            unsafe Callback.answer(wsi, reason, user, input, length)
        }
        unsafe table.initialize(to: first)
        unsafe (table + 1).initialize(to: lws_protocols())
        return unsafe table
    }

    private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
