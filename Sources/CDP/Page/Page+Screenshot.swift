/// How a screenshot is encoded.
package enum ImageFormat: Sendable, Equatable {
    /// Quick to make: for the record of a step.
    case jpeg(quality: Int)
    /// Exact pixels.
    case png
}

extension Page {
    /// The visible part of the page, as encoded bytes.
    package func screenshot(_ format: ImageFormat) async throws -> [UInt8] {
        var command = DevTools.Page.CaptureScreenshot()
        switch format {
        case .jpeg(let quality):
            command.format = .jpeg
            command.quality = quality
        case .png:
            command.format = .png
            command.optimizeForSpeed = true
        }
        let reply = try await session.send(command, within: CallLimits.capture)
        guard let bytes = reply.data.bytes, !bytes.isEmpty else {
            throw CDPError(.unreadable, DevTools.Page.CaptureScreenshot.method, "no image in the answer")
        }
        return bytes
    }
}
