import Models
import PNG

/// A screenshot on its way to a model.
struct Picture {
    private let file: [UInt8]
    private var pixels: Pixels
    private let isBlanked: Bool
    private let viewport: (width: Double, height: Double)

    /// - Parameters:
    ///   - viewport: What it shows, in CSS pixels.
    ///   - blanks: Parts that must not be seen.
    init(file: [UInt8], viewport: (width: Double, height: Double), blanks: [PageBox]) throws {
        self.file = file
        self.viewport = viewport
        pixels = try PNGDecoder.decode(file)
        isBlanked = !blanks.isEmpty
        for blank in blanks { pixels.fill(self.box(blank), with: .black) }
    }

    /// The whole, no larger than allowed.
    func image(within limits: ImageLimits) throws -> ModelImage {
        let size = PixelSize(pixels.width, pixels.height)
        let fitting = limits.fit(size)
        if fitting == size, !isBlanked { return ModelImage(.png, size, file) }
        let scaled = try pixels.scale(width: fitting.width, height: fitting.height)
        return ModelImage(.png, fitting, try PNGEncoder.encode(scaled))
    }

    /// A part, enlarged up to the size of the whole.
    func part(_ wanted: PageBox, within limits: ImageLimits) throws -> ModelImage {
        let part = box(wanted).intersection(pixels.bounds)
        guard part.width >= 4, part.height >= 4 else {
            throw ActionProblem("zoom: the region is too small.")
        }
        let cut = try pixels.crop(x: part.x, y: part.y, width: part.width, height: part.height)
        let scale = min(
            4, Double(pixels.width) / Double(part.width), Double(pixels.height) / Double(part.height))
        let size = limits.fit(
            PixelSize(Int(Double(part.width) * scale), Int(Double(part.height) * scale)))
        let shown = try cut.scale(width: size.width, height: size.height)
        return ModelImage(.png, size, try PNGEncoder.encode(shown))
    }

    /// See `PageFingerprint`.
    var lights: [Double] {
        var lights: [Double] = []
        let (columns, rows) = (PageFingerprint.columns, PageFingerprint.rows)
        for row in 0..<rows {
            let lines = (pixels.height * row / rows)..<(pixels.height * (row + 1) / rows)
            for column in 0..<columns {
                let across = (pixels.width * column / columns)..<(pixels.width * (column + 1) / columns)
                lights.append(pixels.brightness(across, lines))
            }
        }
        return lights
    }

    private func box(_ box: PageBox) -> PixelBox {
        let across = Double(pixels.width) / viewport.width
        let down = Double(pixels.height) / viewport.height
        let left = Int((box.from.x * across).rounded(.down))
        let top = Int((box.from.y * down).rounded(.down))
        return PixelBox(
            x: left, y: top, width: Int((box.to.x * across).rounded(.up)) - left,
            height: Int((box.to.y * down).rounded(.up)) - top)
    }
}
