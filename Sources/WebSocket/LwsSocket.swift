import CWebSockets

/// The library's side of one socket, valid until the library has reported its end; only for the service
/// thread.
@safe struct LwsSocket {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) {
        unsafe self.raw = raw
    }

    /// Bytes of the current frame that have not been handed out yet.
    var remainingInFrame: Int { unsafe lws_remaining_packet_payload(raw) }
    var isFinalFragment: Bool { unsafe lws_is_final_fragment(raw) != 0 }
    var isChoked: Bool { unsafe lws_send_pipe_choked(raw) != 0 }
    /// Of the answer to the upgrade; 0 when there was none.
    var httpStatus: Int { unsafe Int(lws_http_client_http_response(raw)) }

    func callWhenWritable() {
        unsafe lws_callback_on_writable(raw)
    }

    /// Starts the one timer of the socket; it fires once.
    ///
    /// There is no stopping it: in 4.1 the documented way to cancel makes it fire at once.
    func startTimer(_ delay: Duration) {
        let (seconds, attoseconds) = delay.components
        unsafe lws_set_timer_usecs(raw, max(1, seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    }

    /// Ends the connection without ceremony once the time is over.
    func kill(afterSeconds seconds: Int32) {
        unsafe lws_set_timeout(raw, PENDING_TIMEOUT_USER_REASON_BASE, seconds)
    }

    func killSoon() {
        kill(afterSeconds: perceo_lws_kill_soon())
    }

    /// What the close frame will say when the current callback ends the connection.
    func sayGoodbye(_ status: lws_close_status) {
        unsafe lws_close_reason(raw, status, nil, 0)
    }

    /// Writes one text frame; `start` must have `LWS_PRE` writable bytes before it.
    ///
    /// False when the connection is lost.
    func write(_ start: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
        unsafe lws_write(raw, start, count, LWS_WRITE_TEXT) >= 0
    }
}
