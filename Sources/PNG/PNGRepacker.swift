import CPNG

/// Makes PNG files smaller without touching a pixel.
///
/// Chromium packs its pictures in haste. Without filters and at level 6 a picture of a page takes a third less; filters
/// help photographs, not pages.
package enum PNGRepacker {
    /// The same picture in fewer bytes, or `file` itself when it can't be made smaller.
    package static func repack(_ file: [UInt8]) -> [UInt8] {
        guard !file.isEmpty else { return file }
        var smaller = [UInt8](repeating: 0, count: file.count)
        let count = unsafe smaller.withUnsafeMutableBufferPointer { out in
            unsafe file.withUnsafeBufferPointer { file in
                unsafe perceo_png_repack(file.baseAddress, file.count, out.baseAddress)
            }
        }
        guard count > 0, count < file.count else { return file }
        return Array(smaller.prefix(count))
    }
}
