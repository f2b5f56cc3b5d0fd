import CCurl

/// Owns one curl multi handle.
///
/// `wake` may be called from any thread; everything else happens on the loop's thread.
@safe final class MultiHandle: Sendable {
    private nonisolated(unsafe) let raw: UnsafeMutableRawPointer

    private static let isLibraryReady = perceo_curl_global_init() == CURLE_OK

    init?() {
        guard Self.isLibraryReady, let raw = unsafe curl_multi_init() else { return nil }
        unsafe self.raw = raw
    }

    deinit {
        unsafe curl_multi_cleanup(raw)
    }

    func wake() {
        unsafe curl_multi_wakeup(raw)
    }

    func add(_ transfer: Transfer) -> Bool {
        unsafe transfer.join(raw)
    }

    func remove(_ transfer: Transfer) {
        unsafe transfer.leave(raw)
    }

    /// Moves every transfer as far as it goes; returns those that are over, by the address of their handle.
    func perform() -> [(address: UInt, result: CURLcode)] {
        var running: Int32 = 0
        unsafe curl_multi_perform(raw, &running)
        var finished: [(address: UInt, result: CURLcode)] = []
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(raw, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let address = unsafe UInt(bitPattern: message.pointee.easy_handle)
            finished.append((address, unsafe message.pointee.data.result))
        }
        return finished
    }

    /// Sleeps until a socket, one of the library's own timers or `wake` needs attention.
    func waitForWork() {
        unsafe curl_multi_poll(raw, nil, 0, 60_000, nil)
    }
}
