import CCurl
import Glibc

extension EasyHandle {
    /// Sets every option that `request` asks for.
    mutating func prepare(_ request: HTTPRequest) throws(HTTPError) {
        try request.validate()
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, request.followRedirects ? 1 : 0)
        set(CURLOPT_MAXREDIRS, 10)
        set(CURLOPT_NOPROXY, Self.hostsWithoutProxy)
        set(CURLOPT_NOSIGNAL, 1)
        // Leaving early must not wait for a name that does not resolve.
        set(CURLOPT_QUICK_EXIT, 1)
        // Every encoding the library knows.
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_TIMEOUT_MS, milliseconds: request.timeout)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: request.connectTimeout)
        if let stall = request.stallTimeout {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, Int(stall.components.seconds)))
        }
        setHeaders(Self.headerLines(of: request))
        try setMethodAndBody(of: request)
    }

    private mutating func setMethodAndBody(of request: HTTPRequest) throws(HTTPError) {
        switch request.body {
        case .none:
            switch request.method {
            case "GET": set(CURLOPT_HTTPGET, 1)
            case "HEAD": set(CURLOPT_NOBODY, 1)
            case "POST": setBody([])
            case "PUT", "PATCH":
                setBody([])
                set(CURLOPT_CUSTOMREQUEST, request.method)
            default: set(CURLOPT_CUSTOMREQUEST, request.method)
            }
        case .bytes(let bytes):
            setBody(bytes)
            // Without it the method may become GET on a redirect, as every browser does it.
            if request.method != "POST" { set(CURLOPT_CUSTOMREQUEST, request.method) }
        case .file(let path):
            guard setBody(filePath: path) else {
                throw HTTPError(.badRequest, url: request.url, detail: "cannot read the body file \(path)")
            }
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    /// The library adds `Expect: 100-continue` (a second of waiting) and a form content type unless told
    /// otherwise.
    private static func headerLines(of request: HTTPRequest) -> [String] {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for name in ["expect", "content-type"] where !request.hasHeader(name) { lines.append("\(name):") }
        return lines
    }

    /// Setting the option replaces the environment's list, so that list is kept in front.
    private static let hostsWithoutProxy: String = {
        let own = "localhost,127.0.0.1,::1"
        let given = unsafe (getenv("no_proxy") ?? getenv("NO_PROXY")).map { unsafe String(cString: $0) }
        return given.map { $0 == "*" ? $0 : "\($0),\(own)" } ?? own
    }()
}
