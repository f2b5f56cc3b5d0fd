import PerceoTestKit
import Testing

@testable import Models

@Suite struct CoordinateTests {
    static let profiles: [CoordinateProfile] = [
        .pixels, .thousandths, .fractions, .resized(.factor28), .resized(.factor32), .thousandthsRowFirst,
    ]
    /// The viewport, and the picture of it that is sent.
    static let settings: [(viewport: (width: Double, height: Double), image: PixelSize)] = [
        ((1280, 720), PixelSize(1280, 720)), ((1440, 900), PixelSize(1440, 900)),
        ((1280, 720), PixelSize(2560, 1440)),
        ((1920, 1080), PixelSize(1456, 819)), ((390, 844), PixelSize(390, 844)),
    ]

    @Test("a point that a model sees comes back to within a step of where it was", arguments: profiles, 0..<5)
    func exact(profile: CoordinateProfile, setting: Int) throws {
        let (viewport, image) = Self.settings[setting]
        let map = CoordinateMap(profile: profile, image: image, viewport: viewport)
        var random = SeededNumbers(seed: UInt64(setting))
        // Half a step of what the model counts in, and never more than a pixel where it counts pixels.
        let across = profile == .fractions ? 0.001 : viewport.width / map.extent.x
        let down = profile == .fractions ? 0.001 : viewport.height / map.extent.y
        var hits = 0
        var farthest = 0.0
        for _ in 0..<1000 {
            let left = Double.random(in: 0...viewport.width - 8, using: &random)
            let top = Double.random(in: 0...viewport.height - 8, using: &random)
            let found = try map.page(map.model(PagePoint(left + 4, top + 4)))
            let isHit = (left..<left + 8).contains(found.x) && (top..<top + 8).contains(found.y)
            let off = (across: (found.x - left - 4).magnitude, down: (found.y - top - 4).magnitude)
            #expect(isHit)
            #expect(off.across <= across && off.down <= down)
            hits += isHit ? 1 : 0
            // In pixels of the picture; rounding to what is not its pixels costs half a step.
            let rounding = profile == .pixels ? 0 : 0.5
            farthest = max(
                farthest, (off.across - across * rounding) * Double(image.width) / viewport.width,
                (off.down - down * rounding) * Double(image.height) / viewport.height)
        }
        Criterion.count("11 hits", hits, of: 1000)
        Criterion.measure("11 pixels", farthest)
    }

    @Test("what is not on the picture is an error, never moved onto it", arguments: profiles)
    func outside(profile: CoordinateProfile) throws {
        let map = CoordinateMap(profile: profile, image: PixelSize(1280, 720), viewport: (1280, 720))
        let most = map.extent
        for point in [
            ModelPoint(-1, 0), ModelPoint(0, -0.001), ModelPoint(most.x + 1, 0), ModelPoint(0, most.y * 1.01),
            ModelPoint(.nan, 0), ModelPoint(0, .infinity),
        ] {
            #expect(throws: OutOfRange.self) { try map.page(point) }
            Criterion.count("11 out of range", (try? map.page(point)) == nil ? 1 : 0, of: 1)
        }
        let corner = try map.page(ModelPoint(0, 0))
        #expect((0..<1).contains(corner.x) && (0..<1).contains(corner.y))
    }

    @Test("there is no pixel behind the last one, but a box may end there")
    func lastPixel() throws {
        let map = CoordinateMap(profile: .pixels, image: PixelSize(1280, 720), viewport: (1280, 720))
        let error = #expect(throws: OutOfRange.self) { try map.page(ModelPoint(1280, 10)) }
        #expect(error?.description == "(1280, 10) is outside the screenshot, which ends at (1279, 719).")
        #expect(try map.page(ModelPoint(1279, 719)) == PagePoint(1279.5, 719.5))
        let box = try map.page(ModelBox(ModelPoint(1280, 720), ModelPoint(0, 360)))
        #expect(box.from == PagePoint(0, 360) && box.to.x > 1279)
    }

    @Test(
        "the resizing of the Qwen line is known",
        arguments: [
            (PixelSize(1280, 720), PixelSize(1288, 728), PixelSize(1280, 704)),
            (PixelSize(1344, 896), PixelSize(1344, 896), PixelSize(1344, 896)),
            (PixelSize(20, 10), PixelSize(420, 224), PixelSize(384, 192)),
        ])
    func smartResize(picture: PixelSize, by28: PixelSize, by32: PixelSize) {
        #expect(SmartResize.factor28.size(of: picture) == by28)
        #expect(SmartResize.factor32.size(of: picture) == by32)
    }

    @Test("a picture too large for the resizing is shrunk under its limit")
    func smartShrink() {
        let resize = SmartResize(factor: 28, fewestPixels: 3136, mostPixels: 1_000_000)
        let size = resize.size(of: PixelSize(4000, 3000))
        #expect(size.width * size.height <= 1_000_000 && size.width % 28 == 0 && size.height % 28 == 0)
    }

    @Test(
        "the tokens of a picture are those of the documentation",
        arguments: [
            (PixelSize(1024, 768), 1036), (PixelSize(1280, 720), 1196), (PixelSize(1280, 800), 1334),
            (PixelSize(1366, 768), 1372), (PixelSize(1456, 819), 1560), (PixelSize(1920, 1080), 2691),
        ])
    func tokens(size: PixelSize, count: Int) {
        #expect(ImageLimits(longestEdge: 2576, patch: 28, mostPatches: 4784).tokens(of: size) == count)
    }

    @Test("a picture is made as large as the model takes it, and no larger than it is")
    func fit() {
        let standard = ImageLimits(longestEdge: 1568, patch: 28, mostPatches: 1568)
        #expect(standard.fit(PixelSize(1280, 720)) == PixelSize(1280, 720))
        #expect(standard.fit(PixelSize(1920, 1080)) == PixelSize(1456, 819))
        var random = SeededNumbers(seed: 3)
        for _ in 0..<300 {
            let size = PixelSize(.random(in: 1...9000, using: &random), .random(in: 1...9000, using: &random))
            let fitted = standard.fit(size)
            #expect(standard.accepts(fitted) && fitted.width <= size.width && fitted.height <= size.height)
            let shape =
                Double(size.width) / Double(size.height) * Double(fitted.height) - Double(fitted.width)
            #expect(shape.magnitude <= 1 + Double(size.width) / Double(size.height))
        }
    }

    @Test(
        "a probe tells how a model counts from its answer",
        arguments: profiles.filter { $0 != .resized(.factor32) })
    func probe(profile: CoordinateProfile) {
        let probe = CoordinateProbe()
        let map = CoordinateMap(profile: profile, image: probe.image, viewport: (1280, 720))
        let seen = map.model(PagePoint(probe.centre.x, probe.centre.y))
        let answer =
            profile.isRowFirst ? "[\(seen.y), \(seen.x)]" : "The centre is at [\(seen.x), \(seen.y)]."
        #expect(probe.read(answer) == .counts(profile))
    }

    @Test(
        "an answer that fits no way of counting is unusable",
        arguments: ["I see no square.", "[3, 4]", "[90000, 1]"])
    func probeFails(answer: String) {
        guard case .unusable = CoordinateProbe().read(answer) else {
            Issue.record("\(answer) was taken for \(CoordinateProbe().read(answer))")
            return
        }
    }

    @Test("the probe's picture shows its square")
    func probePicture() {
        let probe = CoordinateProbe(image: PixelSize(64, 36))
        let pixels = probe.pixels
        let red = stride(from: 0, to: pixels.count, by: 3).filter { pixels[$0 + 1] == 0 }.map { $0 / 3 }
        #expect(red.count == probe.square.edge * probe.square.edge)
        let across = red.map { Double($0 % 64) + 0.5 }.reduce(0, +) / Double(red.count)
        #expect(across == probe.centre.x)
    }
}
