import CPNG

/// Reads PNG files of every kind into RGBA pixels.
package enum PNGDecoder {
    /// Enough for a full-page screenshot, little enough that a forged header cannot take all memory (256
    /// MiB).
    package static let usualLimit = 64 << 20

    /// - Parameter maximumPixels: larger pictures are refused before memory is taken for them.
    package static func decode(
        _ file: [UInt8], maximumPixels: Int = usualLimit
    ) throws(PNGError) -> Pixels {
        try Reader().read(file, maximumPixels: maximumPixels)
    }

    /// Owns the library's state of one reading, at an address that never changes: the library remembers it.
    @safe private struct Reader: ~Copyable {
        private let image: UnsafeMutablePointer<png_image>

        init() {
            unsafe image = .allocate(capacity: 1)
            unsafe image.initialize(to: png_image())
            unsafe image.pointee.version = png_uint_32(PNG_IMAGE_VERSION)
        }

        deinit {
            unsafe png_image_free(image)
            unsafe image.deallocate()
        }

        /// The library points into `file` from the first call to the last, so both are made inside one
        /// closure.
        func read(_ file: [UInt8], maximumPixels: Int) throws(PNGError) -> Pixels {
            try unsafe file.span.withUnsafeBytes { bytes throws(PNGError) in
                guard unsafe png_image_begin_read_from_memory(image, bytes.baseAddress, bytes.count) != 0
                else {
                    throw failure()
                }
                let width = unsafe Int(image.pointee.width)
                let height = unsafe Int(image.pointee.height)
                let count = try Pixels.byteCount(width, height)
                guard count / 4 <= maximumPixels else {
                    throw PNGError(.tooLarge, "\(width)x\(height), limit \(maximumPixels) pixels")
                }
                unsafe image.pointee.format = perceo_png_rgba()
                var pixels = [UInt8](repeating: 0, count: count)
                let isRead = unsafe pixels.withUnsafeMutableBytes { pixels in
                    unsafe png_image_finish_read(image, nil, pixels.baseAddress, 0, nil) != 0
                }
                guard isRead else { throw failure() }
                return try Pixels(width: width, height: height, bytes: pixels)
            }
        }

        private func failure() -> PNGError {
            PNGError(.unreadable, unsafe image.pointee.messageText)
        }
    }
}

extension png_image {
    /// What the library had to say last.
    var messageText: String {
        unsafe withUnsafeBytes(of: message) { text in
            unsafe String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
