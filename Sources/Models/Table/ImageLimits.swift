/// How large a picture a model takes; a larger one is refused, or shrunk unseen so that every click goes astray.
package struct ImageLimits: Sendable, Hashable, Decodable {
    package var longestEdge: Int
    /// Pictures are cut into squares with this edge, each one token.
    package var patch: Int
    package var mostPatches: Int
    /// Of a picture in a request with more than twenty of them.
    package var longestEdgeAmongMany: Int?

    package init(longestEdge: Int, patch: Int, mostPatches: Int, longestEdgeAmongMany: Int? = nil) {
        self.longestEdge = longestEdge
        self.patch = patch
        self.mostPatches = mostPatches
        self.longestEdgeAmongMany = longestEdgeAmongMany
    }

    package func tokens(of size: PixelSize) -> Int {
        ((size.width + patch - 1) / patch) * ((size.height + patch - 1) / patch)
    }

    package func accepts(_ size: PixelSize) -> Bool {
        size.width > 0 && size.height > 0 && size.longestEdge <= longestEdge
            && tokens(of: size) <= mostPatches
    }

    /// The largest size with the same shape that is accepted; never larger than `size`.
    package func fit(_ size: PixelSize) -> PixelSize {
        guard size.width > 0, size.height > 0, !accepts(size) else { return size }
        // The number of patches grows with the longest edge, so the largest one that fits is found by halving.
        var fitting = 1
        var tooLong = min(size.longestEdge, longestEdge) + 1
        while tooLong - fitting > 1 {
            let middle = (fitting + tooLong) / 2
            if accepts(Self.scaled(size, longestEdge: middle)) { fitting = middle } else { tooLong = middle }
        }
        return Self.scaled(size, longestEdge: fitting)
    }

    private static func scaled(_ size: PixelSize, longestEdge: Int) -> PixelSize {
        func side(_ length: Int) -> Int {
            max(1, (length * longestEdge * 2 + size.longestEdge) / (size.longestEdge * 2))
        }
        return PixelSize(side(size.width), side(size.height))
    }
}
