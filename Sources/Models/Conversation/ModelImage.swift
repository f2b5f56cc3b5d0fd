/// A picture's extent in its own pixels.
package struct PixelSize: Sendable, Hashable, CustomStringConvertible {
    package var width: Int
    package var height: Int

    package init(_ width: Int, _ height: Int) {
        self.width = width
        self.height = height
    }

    package var longestEdge: Int { max(width, height) }
    package var description: String { "\(width)×\(height)" }
}

/// A picture as it is sent to a model.
package struct ModelImage: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case webp = "image/webp"
        case gif = "image/gif"
    }

    package let kind: Kind
    package let size: PixelSize
    package let bytes: [UInt8]

    package init(_ kind: Kind = .png, _ size: PixelSize, _ bytes: [UInt8]) {
        self.kind = kind
        self.size = size
        self.bytes = bytes
    }
}
