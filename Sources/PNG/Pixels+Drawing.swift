extension Pixels {
    /// Draws a frame just inside `box`; what is outside the picture is left out.
    package mutating func outline(_ box: PixelBox, color: Color, width: Int = 2) {
        guard width > 0, !box.isEmpty else { return }
        // Frames thicker than the box would paint outside of it.
        let across = min(width, box.width)
        let down = min(width, box.height)
        let right = box.x + box.width - across
        let bottom = box.y + box.height - down
        fill(PixelBox(x: box.x, y: box.y, width: box.width, height: down), with: color)
        fill(PixelBox(x: box.x, y: bottom, width: box.width, height: down), with: color)
        fill(PixelBox(x: box.x, y: box.y, width: across, height: box.height), with: color)
        fill(PixelBox(x: right, y: box.y, width: across, height: box.height), with: color)
    }

    /// Paints all of `box`.
    package mutating func drawRectangle(_ box: PixelBox, color: Color) {
        fill(box, with: color)
    }

    /// Draws an upright cross with its middle at `x`, `y` and arms of `reach` pixels.
    package mutating func drawCross(x: Int, y: Int, reach: Int = 10, color: Color, width: Int = 2) {
        guard width > 0, reach >= 0 else { return }
        let half = width / 2
        let length = 2 * reach + 1
        fill(PixelBox(x: x - reach, y: y - half, width: length, height: width), with: color)
        fill(PixelBox(x: x - half, y: y - reach, width: width, height: length), with: color)
    }
}
