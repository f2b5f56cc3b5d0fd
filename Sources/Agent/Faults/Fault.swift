/// Something that broke under a flow without being the application's answer to it.
package enum Fault: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// A page's process ended.
    case rendererCrash = "renderer_crash"
    /// A page's script runs without end.
    case pageHang = "page_hang"
    /// The script of a frame with a process of its own runs without end.
    case frameHang = "frame_hang"
    /// The process that draws ended; Chromium starts another, and pictures stall until it runs.
    case gpuLoss = "gpu_loss"
    case browserDeath = "browser_death"
    /// The browser's process stood but answered nothing.
    case browserHang = "browser_hang"
    /// The connection ended though the browser's process did not.
    case socketClosed = "socket_closed"
    /// An answer did not come in time though page and browser are well; Chromium drops answers over 256 MB.
    case lostReply = "lost_reply"
    /// A way of recording could not start or gave up; the next one was tried.
    case recordingFailed = "recording_failed"
    /// There was no room for evidence; counted once for each attempt at a flow.
    case diskFull = "disk_full"
}

/// How often each fault was met.
package struct FaultCounts: Sendable, Equatable, Codable {
    package private(set) var counts: [Fault: Int] = [:]

    package init(_ faults: [Fault] = []) { for fault in faults { add(fault) } }

    package var isEmpty: Bool { counts.isEmpty }

    package mutating func add(_ fault: Fault) { counts[fault, default: 0] += 1 }

    package static func += (left: inout FaultCounts, right: FaultCounts) {
        left.counts.merge(right.counts, uniquingKeysWith: +)
    }

    /// Without those of whole browsers, which are counted once however many flows they cost.
    package var ofPages: FaultCounts {
        var rest = self
        for fault in [Fault.gpuLoss, .browserDeath, .browserHang, .socketClosed] { rest.counts[fault] = nil }
        return rest
    }

    package init(from decoder: any Decoder) throws { counts = try [Fault: Int](from: decoder) }

    package func encode(to encoder: any Encoder) throws { try counts.encode(to: encoder) }

    /// `2 renderer_crash, 1 browser_death`, in the order of the cases.
    package var description: String {
        Fault.allCases.compactMap { fault in counts[fault].map { "\($0) \(fault.rawValue)" } }
            .joined(separator: ", ")
    }
}
