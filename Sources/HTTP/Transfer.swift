import CCurl

/// One request on its way; never leaves the loop's thread.
final class Transfer {
    private static let onHeaders: perceo_curl_sink = { bytes, size, count, owner in
        unsafe Transfer.take(bytes, size * count, owner) { unsafe $0.receiveHeader($1) }
    }
    private static let onBody: perceo_curl_sink = { bytes, size, count, owner in
        unsafe Transfer.take(bytes, size * count, owner) { unsafe $0.receiveBody($1) }
    }

    let order: TransferOrder
    private var easy: EasyHandle
    private var headers = HTTPHeaders()
    private var body: [UInt8] = []
    private var isTooLarge = false

    init(_ order: TransferOrder) throws(HTTPError) {
        guard let easy = EasyHandle() else {
            throw HTTPError(
                .other(Int(CURLE_FAILED_INIT.rawValue)), url: order.request.url, detail: "no handle")
        }
        self.easy = easy
        self.order = order
        try self.easy.prepare(order.request)
        unsafe self.easy.setSinks(
            owner: Unmanaged.passUnretained(self).toOpaque(), headers: Self.onHeaders, body: Self.onBody)
    }

    var address: UInt { easy.address }

    func join(_ multi: UnsafeMutableRawPointer) -> Bool { unsafe easy.join(multi) }

    func leave(_ multi: UnsafeMutableRawPointer) { unsafe easy.leave(multi) }

    /// What became of the request, when the library says that it is over.
    func outcome(_ result: CURLcode) -> Result<HTTPResponse, any Error> {
        if result == CURLE_OK {
            return .success(HTTPResponse(status: easy.status, headers: headers, body: body))
        }
        if isTooLarge {
            let limit = order.request.limits.maximumBodyBytes
            return .failure(error(.tooLarge, "the response has more than \(limit) bytes"))
        }
        return .failure(error(HTTPError.Code(result), easy.detail(of: result)))
    }

    func error(_ code: HTTPError.Code, _ detail: String) -> HTTPError {
        HTTPError(code, url: order.request.url, detail: detail)
    }

    /// Any other result than the number of bytes makes the library fail the transfer.
    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ owner: UnsafeMutableRawPointer?,
        _ use: (Transfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let owner = unsafe owner else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
        let bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        return unsafe use(transfer, bytes) ? count : 0
    }

    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headers.receive(unsafe String(decoding: line, as: UTF8.self))
        return true
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if let onBytes = order.onBytes {
            onBytes(unsafe Array(bytes))
            return true
        }
        guard body.count + bytes.count <= order.request.limits.maximumBodyBytes else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }
}

extension HTTPError.Code {
    fileprivate init(_ code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            self = .unreachable
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self = .dropped
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_USE_SSL_FAILED:
            self = .tls
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            self = .badURL
        default:
            self = .other(Int(code.rawValue))
        }
    }
}
