import CDP
import Models
import PNG

/// Looks at a page for a model: settled, pictured within the model's limits, secrets blanked.
struct Eye: Sendable {
    let page: Page
    let facts: ModelFacts
    let profile: CoordinateProfile
    let redactor: Redactor
    let limits: StepLimits

    /// - Parameter isShown: Whether the model will choose points on this picture.
    func look(isShown: Bool, within limit: Duration) async throws -> Sight {
        struct Size: Decodable, Sendable {
            let w: Double
            let h: Double
        }
        _ = try await page.settle(SettleLimits(total: min(limits.settle, limit)))
        let patience = limit + CallLimits.ping
        let observation = try await Observer(page).look(text: true, within: patience)
        if isShown { try await page.rememberPlaces(within: patience) }
        let viewport: Size = try await page.look("frameSize", within: patience)
        let picture = try Picture(
            file: try await page.screenshot(.png), viewport: (viewport.w, viewport.h),
            blanks: try await secretBoxes(observation))
        let image = try picture.image(within: facts.images.forSteps)
        return Sight(
            observation: observation, image: image,
            map: CoordinateMap(profile: profile, image: image.size, viewport: (viewport.w, viewport.h)),
            fingerprint: PageFingerprint(
                url: observation.url, elements: observation.elements, lights: picture.lights),
            documents: page.documentCount, dialogs: page.dialogCount,
            tabs: page.context.tabs.openedCount,
            console: page.consoleEntries(after: 0).count(where: \.isError))
    }

    /// A part of the page as large as the model takes it.
    func closeUp(_ box: PageBox, within limit: Duration) async throws -> ModelImage {
        struct Size: Decodable, Sendable {
            let w: Double
            let h: Double
        }
        let patience = limit + CallLimits.ping
        let observation = try await Observer(page).look(within: patience)
        let viewport: Size = try await page.look("frameSize", within: patience)
        let picture = try Picture(
            file: try await page.screenshot(.png), viewport: (viewport.w, viewport.h),
            blanks: try await secretBoxes(observation))
        return try picture.part(box, within: facts.images.forSteps)
    }

    /// Where secrets can be read on the page.
    private func secretBoxes(_ observation: Observation) async throws -> [PageBox] {
        guard !redactor.isEmpty else { return [] }
        var boxes: [PageBox] = []
        for element in observation.elements where element.isVisible && shows(element) {
            let frame = observation.ref(element).frame
            let box = element.box
            let from = try await page.place(of: CSSPoint(x: Double(box.x), y: Double(box.y)), in: frame)
            let to = try await page.place(
                of: CSSPoint(x: Double(box.x + box.w), y: Double(box.y + box.h)), in: frame)
            boxes.append(PageBox(PagePoint(from.x, from.y), PagePoint(to.x, to.y)))
        }
        return boxes
    }

    private func shows(_ element: PageElement) -> Bool {
        let texts = [element.value].compactMap { $0 } + element.names.filter { $0.source.isDrawn }.map(\.text)
        return texts.contains { redactor.redact($0) != $0 }
    }
}

extension NameSource {
    /// Whether the words can be read on the page.
    fileprivate var isDrawn: Bool {
        switch self {
        case .label, .value, .text, .caption, .beside, .placeholder, .inner: true
        case .aria, .title, .alt, .testID, .identifier, .inputType, .icon, .href: false
        }
    }
}

extension ImageLimits {
    /// A conversation may come to hold more than twenty pictures.
    fileprivate var forSteps: ImageLimits {
        var limits = self
        limits.longestEdge = min(longestEdge, longestEdgeAmongMany ?? longestEdge)
        return limits
    }
}
