import CPNG

/// Writes PNG files: without filters and with light compression, which suits screenshots best in time and in
/// size.
package enum PNGEncoder {
    /// Opaque pictures are written without an alpha channel.
    package static func encode(_ pixels: Pixels) throws(PNGError) -> [UInt8] {
        let isOpaque = pixels.isOpaque
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        unsafe image.width = png_uint_32(clamping: pixels.width)
        unsafe image.height = png_uint_32(clamping: pixels.height)
        unsafe image.format = isOpaque ? perceo_png_rgb() : perceo_png_rgba()
        unsafe image.flags = perceo_png_fast()

        let source = isOpaque ? withoutAlpha(pixels.bytes) : pixels.bytes
        var size = unsafe perceo_png_largest_file(image)
        var file = [UInt8](repeating: 0, count: size)
        let isWritten = unsafe file.withUnsafeMutableBytes { file in
            unsafe source.withUnsafeBytes { source in
                unsafe png_image_write_to_memory(
                    &image, file.baseAddress, &size, 0, source.baseAddress, 0, nil) != 0
            }
        }
        guard isWritten else { throw PNGError(.unwritable, unsafe image.messageText) }
        return Array(file.prefix(size))
    }

    private static func withoutAlpha(_ bytes: [UInt8]) -> [UInt8] {
        var colors = [UInt8](repeating: 0, count: bytes.count / 4 * 3)
        var to = 0
        for from in stride(from: 0, to: bytes.count, by: 4) {
            colors[to] = bytes[from]
            colors[to + 1] = bytes[from + 1]
            colors[to + 2] = bytes[from + 2]
            to += 3
        }
        return colors
    }
}
