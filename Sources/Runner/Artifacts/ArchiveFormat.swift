/// An HTTP archive, HAR 1.2, with the additions that Chromium's own tools write; those begin with an underscore.
struct HTTPArchive: Encodable {
    struct Log: Encodable {
        let version = "1.2"
        let creator: Program
        var browser: Program?
        var pages: [Page] = []
        var entries: [Entry] = []
        var comment: String?
    }

    struct Program: Encodable {
        let name: String
        let version: String
    }

    struct Page: Encodable {
        struct Timings: Encodable {
            var onContentLoad: Double?
            var onLoad: Double?
        }

        let startedDateTime: String
        let id: String
        let title: String
        let pageTimings: Timings
    }

    struct Entry: Encodable {
        var pageref: String?
        let startedDateTime: String
        let time: Double
        let request: Request
        let response: Response
        let cache = Nothing()
        let timings: ArchiveTimings
        var serverIPAddress: String?
        var connection: String?
        let _resourceType: String
        let _step: Int
        var _initiator: Initiator?
        var _priority: String?
        var _fromCache: String?
        var _error: String?
        var _errorReason: String?
        var _canceled: Bool?
        var _source: String?
        var _serverPort: Int?
        var _webSocketMessages: [SocketMessage]?
        var _eventSourceMessages: [StreamMessage]?
        var _forgottenMessages: Int?
    }

    struct Nothing: Encodable {}

    struct Field: Encodable {
        let name: String
        let value: String
    }

    struct Request: Encodable {
        let method: String
        let url: String
        let httpVersion: String
        let cookies: [Field]
        let headers: [Field]
        let queryString: [Field]
        var postData: PostData?
        let headersSize: Int
        let bodySize: Int
    }

    struct PostData: Encodable {
        let mimeType: String
        let params: [Field]
        let text: String
        var comment: String?
    }

    struct Response: Encodable {
        let status: Int
        let statusText: String
        let httpVersion: String
        let cookies: [Field]
        let headers: [Field]
        let content: Content
        let redirectURL: String
        let headersSize: Int
        let bodySize: Int
        let _transferSize: Int
    }

    struct Content: Encodable {
        let size: Int
        var compression: Int?
        let mimeType: String
        var text: String?
        var comment: String?
    }

    struct Initiator: Encodable {
        let type: String
        var url: String?
        var lineNumber: Int?
        var columnNumber: Int?
    }

    struct SocketMessage: Encodable {
        let type: String
        let time: Double
        let opcode: Int
        let data: String
    }

    struct StreamMessage: Encodable {
        let time: Double
        let eventName: String
        let eventId: String
        let data: String
    }

    let log: Log
}
