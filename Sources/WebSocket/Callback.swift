import CWebSockets

/// The function the library calls for everything that happens; copies what it needs and returns.
///
/// A non-zero result makes the library close the socket.
enum Callback {
    static func answer(
        _ wsi: OpaquePointer?, _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?,
        _ input: UnsafeMutableRawPointer?, _ length: Int
    ) -> Int32 {
        guard let wsi = unsafe wsi, let context = unsafe lws_get_context(wsi),
            let owner = unsafe lws_context_user(context)
        else { return 0 }
        let switchboard = unsafe Unmanaged<Switchboard>.fromOpaque(owner).takeUnretainedValue()
        if reason == LWS_CALLBACK_EVENT_WAIT_CANCELLED {
            unsafe switchboard.runCommands(in: context)
            return 0
        }
        guard let user = unsafe user else { return 0 }
        let bytes = unsafe UnsafeRawBufferPointer(start: input, count: input == nil ? 0 : length)
        switch reason {
        case LWS_CALLBACK_CLIENT_ESTABLISHED, LWS_CALLBACK_CLIENT_RECEIVE, LWS_CALLBACK_CLIENT_WRITEABLE,
            LWS_CALLBACK_TIMER, LWS_CALLBACK_WS_PEER_INITIATED_CLOSE, LWS_CALLBACK_CLIENT_CONNECTION_ERROR,
            LWS_CALLBACK_CLIENT_CLOSED, LWS_CALLBACK_WSI_DESTROY:
            let line = unsafe Unmanaged<Line>.fromOpaque(user).takeUnretainedValue()
            return unsafe dispatch(reason, LwsSocket(wsi), line, bytes, switchboard) ? 0 : -1
        default:
            return 0
        }
    }

    private static func dispatch(
        _ reason: lws_callback_reasons, _ socket: LwsSocket, _ line: Line, _ bytes: UnsafeRawBufferPointer,
        _ switchboard: Switchboard
    ) -> Bool {
        switch reason {
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            return line.opened(socket)
        case LWS_CALLBACK_CLIENT_RECEIVE:
            return unsafe line.receive(bytes, from: socket)
        case LWS_CALLBACK_CLIENT_WRITEABLE:
            return switchboard.write(line, to: socket)
        case LWS_CALLBACK_TIMER:
            return line.timerFired()
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
            let code = unsafe bytes.count >= 2 ? Int(bytes[0]) << 8 | Int(bytes[1]) : nil
            unsafe line.note(code: code, reason: String(decoding: bytes.dropFirst(2), as: UTF8.self))
            return true
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            let text = unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            let status = socket.httpStatus
            if status > 0 && status != 101 { line.fail(.rejected(status: status), text) }
            line.end(text.isEmpty ? "connection failed" : text)
            return true
        case LWS_CALLBACK_CLIENT_CLOSED:
            line.end("connection lost")
            return true
        default:
            switchboard.remove(line, "connection lost")
            return true
        }
    }
}
