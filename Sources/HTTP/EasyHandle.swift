import CCurl
import Glibc

/// Owns one curl easy handle with everything its options point to.
@safe struct EasyHandle: ~Copyable {
    private static let errorBytes = Int(CURL_ERROR_SIZE)

    private let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var file: UnsafeMutablePointer<FILE>?

    init?() {
        guard let raw = unsafe curl_easy_init() else { return nil }
        unsafe self.raw = raw
        unsafe errorText = .allocate(capacity: Self.errorBytes)
        unsafe errorText.initialize(repeating: 0, count: Self.errorBytes)
        unsafe perceo_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headerList)
        if let file = unsafe file { unsafe fclose(file) }
        unsafe errorText.deallocate()
    }

    /// Identifies the handle in the messages of the multi handle.
    var address: UInt { unsafe UInt(bitPattern: raw) }

    var status: Int { unsafe perceo_curl_status(raw) }

    /// What the library had to say about the failure, or its general text for `code`.
    func detail(of code: CURLcode) -> String {
        let own = unsafe String(cString: errorText)
        return unsafe own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    }

    func join(_ multi: UnsafeMutableRawPointer) -> Bool {
        unsafe curl_multi_add_handle(multi, raw) == CURLM_OK
    }

    func leave(_ multi: UnsafeMutableRawPointer) {
        unsafe curl_multi_remove_handle(multi, raw)
    }

    func set(_ option: CURLoption, _ value: Int) {
        unsafe perceo_curl_set_long(raw, option, value)
    }

    func set(_ option: CURLoption, size: Int) {
        unsafe perceo_curl_set_size(raw, option, curl_off_t(size))
    }

    /// The library copies the text.
    func set(_ option: CURLoption, _ value: String) {
        unsafe perceo_curl_set_text(raw, option, value)
    }

    func set(_ option: CURLoption, milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds.multipliedReportingOverflow(by: 1000)
        let most = Int64(Int32.max)
        let whole =
            milliseconds.overflow ? most : milliseconds.partialValue + attoseconds / 1_000_000_000_000_000
        // Zero would mean "no limit".
        set(option, Int(min(max(whole, 1), most)))
    }

    mutating func setHeaders(_ lines: [String]) {
        for line in lines { unsafe headerList = curl_slist_append(headerList, line) }
        unsafe perceo_curl_set_pointer(raw, CURLOPT_HTTPHEADER, headerList)
    }

    /// The library copies the bytes.
    ///
    /// Without any it would read them from the standard input, hence the empty text.
    func setBody(_ bytes: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, size: bytes.count)
        guard !bytes.isEmpty else { return set(CURLOPT_COPYPOSTFIELDS, "") }
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe perceo_curl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
        }
    }

    /// The library reads the file itself, and rewinds it when it has to send again.
    ///
    /// False when it is no readable file.
    mutating func setBody(filePath: String) -> Bool {
        guard let opened = unsafe fopen(filePath, "rbe") else { return false }
        unsafe file = opened
        var facts = stat()
        guard unsafe fstat(fileno(opened), &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            return false
        }
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_INFILESIZE_LARGE, size: facts.st_size)
        unsafe perceo_curl_set_pointer(raw, CURLOPT_READDATA, opened)
        return true
    }

    /// `owner` receives what arrives; it must live until the handle has left its multi handle.
    func setSinks(owner: UnsafeMutableRawPointer, headers: perceo_curl_sink, body: perceo_curl_sink) {
        unsafe perceo_curl_set_sink(raw, CURLOPT_HEADERFUNCTION, headers)
        unsafe perceo_curl_set_pointer(raw, CURLOPT_HEADERDATA, owner)
        unsafe perceo_curl_set_sink(raw, CURLOPT_WRITEFUNCTION, body)
        unsafe perceo_curl_set_pointer(raw, CURLOPT_WRITEDATA, owner)
    }
}
