import CWebSockets

/// The bytes of one outgoing frame with the room in front that the library writes its header into.
///
/// The library masks in place, so every message is copied here first.
@safe struct SendBuffer: ~Copyable {
    private static let smallest = 16 << 10
    private static let largestKept = 1 << 20
    private var memory: UnsafeMutableRawBufferPointer

    init() {
        unsafe memory = .allocate(byteCount: Self.smallest, alignment: 16)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Writes one text frame; false when the connection is lost.
    mutating func send(_ message: [UInt8], to socket: LwsSocket) -> Bool {
        let header = perceo_lws_pre()
        let needed = header + message.count
        if unsafe needed > memory.count { resize(to: needed) }
        let frame = unsafe memory.assumingMemoryBound(to: UInt8.self)
        _ = unsafe frame[header...].update(fromContentsOf: message)
        guard let start = frame.baseAddress else { return false }
        let isSent = unsafe socket.write(start + header, count: message.count)
        if unsafe memory.count > Self.largestKept { resize(to: Self.smallest) }
        return isSent
    }

    private mutating func resize(to size: Int) {
        unsafe memory.deallocate()
        unsafe memory = .allocate(byteCount: size, alignment: 16)
    }
}
