import Models
import PNG

/// How each model counts: as the table says, else as one question has shown.
package actor CoordinateFinder {
    private var found: [String: CoordinateProfile] = [:]

    package init() {}

    func profile(of model: any Model, within limit: Duration) async throws(ModelError) -> CoordinateProfile {
        if let known = model.facts.coordinates ?? found[model.facts.id] { return known }
        let probe = CoordinateProbe()
        switch try await probe.ask(model, try Self.picture(probe), within: limit) {
        case .counts(let profile):
            found[model.facts.id] = profile
            return profile
        case .unusable(let reason):
            throw ModelError(
                .badRequest, "how \(model.facts.id) counts can't be told: \(reason); say it in models.json")
        }
    }

    private static func picture(_ probe: CoordinateProbe) throws(ModelError) -> ModelImage {
        do {
            var pixels = try Pixels(width: probe.image.width, height: probe.image.height, filledWith: .white)
            let (left, top, edge) = probe.square
            pixels.fill(
                PixelBox(x: left, y: top, width: edge, height: edge), with: Color(red: 220, green: 0, blue: 0)
            )
            return ModelImage(.png, probe.image, try PNGEncoder.encode(pixels))
        } catch {
            throw ModelError(.badRequest, "\(error)")
        }
    }
}
