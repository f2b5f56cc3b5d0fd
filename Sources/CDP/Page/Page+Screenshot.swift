/// How a screenshot is encoded.
package enum ImageFormat: Sendable, Equatable {
    /// Quick to make: for the record of a step.
    case jpeg(quality: Int)
    /// Exact pixels, packed in haste.
    case png
}

extension Page {
    /// The visible part of the page, as encoded bytes.
    ///
    /// A page that draws no frame in time, or has none to copy just now, is brought to the front and asked once more.
    package func screenshot(_ format: ImageFormat) async throws -> [UInt8] {
        do {
            return try await capture(format)
        } catch let error as CDPError where error.isLackOfFrame && !hasCrashed {
            _ = try? await session.send(DevTools.Page.BringToFront(), within: CallLimits.ping)
            return try await capture(format)
        }
    }

    private func capture(_ format: ImageFormat) async throws -> [UInt8] {
        var command = DevTools.Page.CaptureScreenshot()
        switch format {
        case .jpeg(let quality):
            command.format = .jpeg
            command.quality = quality
        case .png:
            command.format = .png
            command.optimizeForSpeed = true
        }
        // Nobody would answer.
        guard !hasCrashed else {
            throw CDPError(.crashed, DevTools.Page.CaptureScreenshot.method, "the renderer process ended")
        }
        let reply = try await session.send(command, within: CallLimits.capture)
        guard let bytes = reply.data.bytes, !bytes.isEmpty else {
            throw CDPError(.unreadable, DevTools.Page.CaptureScreenshot.method, "no image in the answer")
        }
        return bytes
    }

    /// Where a point of a frame lies in the page's own viewport, as its pictures show it.
    package func place(of point: CSSPoint, in frame: FrameID) async throws -> CSSPoint {
        try await projection(of: frame)(point)
    }
}

extension CDPError {
    /// What Chromium says of a page whose next frame may well be copied.
    fileprivate var isLackOfFrame: Bool {
        switch code {
        case .timedOut: true
        case .refused: detail.contains("Unable to capture screenshot")
        default: false
        }
    }
}
