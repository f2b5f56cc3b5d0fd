package import CDP

/// Looks at a page: one scan per frame, merged.
package struct Observer: Sendable {
    private let page: Page
    private let looks: LookBook

    /// - Parameter looks: The looks before this one, which may do for it.
    package init(_ page: Page, _ looks: LookBook = LookBook()) {
        self.page = page
        self.looks = looks
    }

    /// - Parameters:
    ///   - text: Whether the page's text is wanted too, of the same moment as its elements.
    ///   - anew: Whether a look that was taken before will not do, though nothing is known to have changed since.
    package func look(
        text: Bool = false, anew: Bool = true, within limit: Duration
    ) async throws -> Observation {
        let frames = framesToScan
        guard let main = frames.first else { throw CDPError(.detached, "look", "the page has no frame") }
        let known = anew ? nil : looks.look(at: page)
        let number = LookBook.nextNumber()
        var look = LookBook.Look(page: ObjectIdentifier(page))
        var scans: [(frame: FrameID, scan: PageScan)] = []
        var isKnown = true
        for frame in frames {
            let before = known?.frames[frame.id]
            let options = ScanOptions(text: text, number: number, known: before?.number)
            switch try await scan(frame, isMain: frame.id == main.id, options, limit) {
            case .gone: continue
            case .unchanged:
                guard let before else { continue }
                scans.append((frame.id, before.scan))
                look.frames[frame.id] = before
            case .scan(let scan):
                scans.append((frame.id, scan))
                if !scan.truncated { look.frames[frame.id] = LookBook.Frame(number: number, scan: scan) }
                isKnown = false
            }
        }
        if isKnown, let observation = known?.observation, observation.frames == scans.map(\.frame) {
            return observation
        }
        let observation = merged(scans)
        look.observation = observation
        looks.keep(look)
        return observation
    }

    /// The main one first; of the others those that have begun to hold something.
    private var framesToScan: [FrameTable.Frame] {
        page.frames.enumerated().filter { $0.offset == 0 || !$0.element.url.isEmpty }.map(\.element)
    }

    private func merged(_ scans: [(frame: FrameID, scan: PageScan)]) -> Observation {
        var elements: [PageElement] = []
        for (index, (_, scan)) in scans.enumerated() { elements += scan.elements(of: index) }
        return Observation(
            url: page.url, title: scans.first?.scan.title ?? "",
            index: PageIndex(elements, texts: looks.texts),
            frames: scans.map(\.frame), isTruncated: scans.contains { $0.scan.truncated },
            text: scans.map(\.scan.text).joined(separator: "\n"))
    }

    /// What a selector finds, with only that part of the page that is around it; nil when the whole page must be looked
    /// at, as when nothing is found.
    package func look(
        for kind: String, _ expression: String, within limit: Duration
    ) async throws -> (Observation, Selection)? {
        var scans: [(frame: FrameID, scan: PageScan)] = []
        let arguments = [argument(kind), argument(expression), ScanOptions.bounds]
        for frame in framesToScan {
            do {
                guard let scan = try await scan("scanFor", arguments, in: frame.id, limit) else { continue }
                if scan.problem != nil || (scan.elements.isEmpty && !scan.refs.isEmpty) { return nil }
                scans.append((frame.id, scan))
            } catch let error as CDPError where error.code == .frameGone {
                continue
            }
        }
        let ids = scans.enumerated().flatMap { index, found in
            found.scan.refs.map { ElementID(frame: index, ref: $0) }
        }
        guard !ids.isEmpty else { return nil }
        return (merged(scans), Selection(ids: ids, elements: [], problem: nil))
    }

    /// How deep closed shadow roots within each other are looked into.
    private static let mostClosedRoots = 8

    /// A frame that goes away while it is looked at is no longer part of the page; the main frame must answer.
    private func scan(
        _ frame: FrameTable.Frame, isMain: Bool, _ options: ScanOptions, _ limit: Duration
    ) async throws -> Answer {
        do {
            guard var found = try await scan("scan", [options.json], in: frame.id, limit) else {
                return .unchanged
            }
            var depth = 0
            while found.suspects > 0, depth < Self.mostClosedRoots {
                guard try await page.adoptClosedRoots(in: frame.id, within: limit),
                    let deeper = try await scan("scan", [options.anew.json], in: frame.id, limit)
                else { break }
                found = deeper
                depth += 1
            }
            return .scan(found)
        } catch let error as CDPError {
            guard !isMain, !error.isLoss, error.code != .timedOut else { throw error }
            return .gone
        }
    }

    /// The answer is asked for as text, which the browser hands over faster than values.
    private func scan(
        _ function: String, _ options: [String], in frame: FrameID, _ limit: Duration
    ) async throws -> PageScan? {
        let text: String = try await page.look(
            "asText", [argument(function)] + options, in: frame, within: limit)
        return text == "null" ? nil : try PageScan(reading: text)
    }

    /// Makes closed shadow roots part of the page that no look suspects of being there; whether there were any.
    func adoptAllClosedRoots(in observation: Observation, within limit: Duration) async throws -> Bool {
        var hasFound = false
        for frame in observation.frames {
            do {
                if try await page.adoptAllClosedRoots(in: frame, within: limit) { hasFound = true }
            } catch let error as CDPError where error.code == .frameGone {
                continue
            }
        }
        return hasFound
    }

    /// The state of one element, read afresh.
    package func read(_ element: ElementRef, within limit: Duration) async throws -> ElementReading {
        do {
            return try await page.look("read", [String(element.number)], in: element.frame, within: limit)
        } catch let error as CDPError where error.code == .frameGone {
            return .gone
        }
    }

    /// The elements that a selector finds, as the observation counts them.
    package func query(
        _ kind: String, _ expression: String, in observation: Observation, within limit: Duration
    ) async throws -> Selection {
        struct Answer: Decodable, Sendable {
            let refs: [Int]?
            let error: String?
        }
        var found: [ElementID] = []
        var extra: [PageElement] = []
        for (index, frame) in observation.frames.enumerated() {
            do {
                let answer: Answer = try await page.look(
                    "query", [argument(kind), argument(expression)], in: frame, within: limit)
                if let error = answer.error { return Selection(ids: [], elements: [], problem: error) }
                let refs = answer.refs ?? []
                let known = Set(observation.elements.filter { $0.frame == index }.map(\.ref))
                let missing = refs.filter { !known.contains($0) }
                if !missing.isEmpty,
                    let scan = try await scan("describe", [argument(missing)], in: frame, limit)
                {
                    extra += scan.elements(of: index)
                }
                found += refs.map { ElementID(frame: index, ref: $0) }
            } catch let error as CDPError where error.code == .frameGone {
                // A frame that went away after it was looked at has nothing any more.
                continue
            }
        }
        return Selection(ids: found, elements: extra, problem: nil)
    }
}

/// What a frame says to the question for a scan.
private enum Answer {
    case scan(PageScan)
    /// It is as it was at the look that is known.
    case unchanged
    case gone
}

/// What a scan is asked for.
private struct ScanOptions {
    /// How many elements and how long at most.
    static let bounds = #"{"limit":5000,"ms":250}"#

    var text: Bool
    var number: Int
    var known: Int?

    var anew: ScanOptions { ScanOptions(text: text, number: number, known: nil) }

    var json: String {
        #"{"limit":5000,"ms":250,"text":\#(text ? 200_000 : 0),"number":\#(number),"known":\#(known ?? 0)}"#
    }
}

extension PageScan {
    fileprivate func elements(of frame: Int) -> [PageElement] {
        elements.map { element in
            var element = element
            element.frame = frame
            return element
        }
    }
}
