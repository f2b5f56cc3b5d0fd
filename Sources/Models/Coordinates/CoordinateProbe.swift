/// Finds out how a model counts: it is shown a square at a known place and asked for its middle.
package struct CoordinateProbe: Sendable, Hashable {
    /// What the answer was.
    package enum Finding: Sendable, Hashable {
        case counts(CoordinateProfile)
        /// It does not see the square, or answers with something else.
        case unusable(String)
    }

    package let image: PixelSize
    /// The square in the picture's pixels: all four ways of counting give other numbers for its middle.
    package let square: (left: Int, top: Int, edge: Int)

    package init(image: PixelSize = PixelSize(1280, 720)) {
        self.image = image
        square = (image.width * 3 / 4, image.height / 5, max(8, image.height / 18))
    }

    package static func == (one: CoordinateProbe, other: CoordinateProbe) -> Bool { one.image == other.image }
    package func hash(into hasher: inout Hasher) { hasher.combine(image) }

    package static let question = """
        The picture shows one red square on white. Answer with the position of its centre as a JSON array [x, y], \
        in the coordinates you use to click, and nothing else.
        """

    /// What to ask the model; its answer's text is for `read`.
    ///
    /// - Parameter picture: `pixels`, encoded.
    package func conversation(_ picture: ModelImage) throws(Conversation.Mistake) -> Conversation {
        var conversation = Conversation(
            system: "You tell where things are in pictures.",
            offer: ToolOffer(perception: .pixels, gate: .nothing, functions: [], display: image))
        try conversation.ask([.text(Self.question), .image(picture)])
        return conversation
    }

    /// Asks `model`, which must not know how it counts to answer.
    ///
    /// - Parameter picture: `pixels`, encoded.
    package func ask(
        _ model: some Model, _ picture: ModelImage, within limit: Duration
    ) async throws(ModelError) -> Finding {
        let question: Conversation
        do {
            question = try conversation(picture)
        } catch {
            throw ModelError(.badRequest, "\(error)")
        }
        return read(try await model.reply(to: question, within: limit).text)
    }

    /// Red, green and blue of the picture, row by row.
    package var pixels: [UInt8] {
        var bytes = [UInt8](repeating: 255, count: image.width * image.height * 3)
        for row in square.top..<square.top + square.edge {
            for column in square.left..<square.left + square.edge {
                let place = (row * image.width + column) * 3
                bytes.replaceSubrange(place..<place + 3, with: [220, 0, 0])
            }
        }
        return bytes
    }

    /// The middle of the square, in pixels of the picture.
    package var centre: ImagePoint {
        ImagePoint(
            Double(square.left) + Double(square.edge) / 2, Double(square.top) + Double(square.edge) / 2)
    }

    /// - Parameter tolerance: How far off the answer may be, as part of the picture.
    package func read(_ answer: String, tolerance: Double = 0.02) -> Finding {
        guard let point = PlaceReader.point(in: answer, rowFirst: false) else {
            return .unusable("no two numbers in \"\(answer.prefix(80))\"")
        }
        let candidates: [CoordinateProfile] = [
            .pixels, .thousandths, .fractions, .resized(.factor28), .resized(.factor32),
        ]
        var best: (profile: CoordinateProfile, distance: Double)?
        for profile in candidates {
            for (candidate, place) in [(profile, point), (swapped(profile), ModelPoint(point.y, point.x))] {
                guard let candidate, let distance = distance(place, candidate), distance <= tolerance,
                    distance < (best?.distance ?? .infinity) - 1e-4
                else { continue }
                best = (candidate, distance)
            }
        }
        return best.map { .counts($0.profile) }
            ?? .unusable("(\(point.x), \(point.y)) is the square's middle in no way of counting")
    }

    private func swapped(_ profile: CoordinateProfile) -> CoordinateProfile? {
        profile == .thousandths ? .thousandthsRowFirst : nil
    }

    /// How far `point` is from the middle, as part of the picture; nil when it is not on it.
    private func distance(_ point: ModelPoint, _ profile: CoordinateProfile) -> Double? {
        let map = CoordinateMap(profile: profile, image: image, viewport: (1, 1))
        guard let found = try? map.page(point) else { return nil }
        let across = found.x - centre.x / Double(image.width)
        let down = found.y - centre.y / Double(image.height)
        return max(across.magnitude, down.magnitude)
    }
}
