import Agent
import CDP
import PNG

/// The picture that shows a page as one step left it.
struct StepPicture: Sendable, Equatable {
    /// Relative to the run's folder.
    var path: String
    /// The earlier step whose picture this is too.
    var sameAsStep: Int?
    /// The picture without marks, when this one has them.
    var unmarked: String?
    var marks: [MarkRecord] = []
}

extension FailureMarks {
    /// Draws the marks on a picture of the page, one pixel of which is one CSS pixel.
    ///
    /// - Returns: Nil when the picture can't be read.
    func drawn(on file: [UInt8]) -> [UInt8]? {
        guard var pixels = try? PNGDecoder.decode(file) else { return nil }
        for box in boxes {
            let area = PixelBox(
                x: Self.pixel(box.x), y: Self.pixel(box.y), width: Self.pixel(box.width),
                height: Self.pixel(box.height))
            pixels.mark(area, color: .marker, isDashed: box.kind == .candidate)
        }
        if let pointer {
            pixels.drawPointer(x: Self.pixel(pointer.x), y: Self.pixel(pointer.y), color: .marker)
        }
        return try? PNGEncoder.encode(pixels)
    }

    var records: [MarkRecord] {
        let boxes = boxes.map {
            MarkRecord(
                kind: $0.kind.rawValue, x: Self.pixel($0.x), y: Self.pixel($0.y), width: Self.pixel($0.width),
                height: Self.pixel($0.height), text: $0.text)
        }
        let mouse = pointer.map {
            MarkRecord(kind: "pointer", x: Self.pixel($0.x), y: Self.pixel($0.y), width: 0, height: 0)
        }
        return boxes + [mouse].compactMap { $0 }
    }

    /// A page may put an element anywhere; no picture is that large.
    private static func pixel(_ value: Double) -> Int { Int(min(max(value, -1e6), 1e6).rounded()) }
}
