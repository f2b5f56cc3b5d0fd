package import CDP

/// What a page holds at one moment: the elements of all its frames.
package struct Observation: Sendable {
    package var url: String
    package var title: String
    package var elements: [PageElement] { index.elements }
    let index: PageIndex
    /// The frames in the order the elements count them.
    package var frames: [FrameID]
    /// Whether the page was too big to be listed whole.
    package var isTruncated: Bool
    /// The text a person sees, all frames one after the other; empty when it was not asked for.
    package var text: String

    /// The element as the page knows it.
    package func ref(_ element: PageElement) -> ElementRef {
        ElementRef(frame: frames[element.frame], number: element.ref)
    }
}

/// Looks at a page: one scan per frame, merged.
package struct Observer: Sendable {
    private let page: Page

    package init(_ page: Page) { self.page = page }

    /// - Parameter text: Whether the page's text is wanted too, of the same moment as its elements.
    package func look(text: Bool = false, within limit: Duration) async throws -> Observation {
        let frames = page.frames
        guard let main = frames.first else { throw CDPError(.detached, "look", "the page has no frame") }
        var elements: [PageElement] = []
        var seen: [FrameID] = []
        var first: PageScan?
        var texts: [String] = []
        var isTruncated = false
        for frame in frames where frame.id == main.id || !frame.url.isEmpty {
            guard let scan = try await scan(frame, isMain: frame.id == main.id, text: text, limit) else {
                continue
            }
            if first == nil { first = scan }
            let index = seen.count
            seen.append(frame.id)
            texts.append(scan.text)
            isTruncated = isTruncated || scan.truncated
            elements += scan.elements.map { element in
                var element = element
                element.frame = index
                return element
            }
        }
        return Observation(
            url: page.url, title: first?.title ?? "", index: PageIndex(elements), frames: seen,
            isTruncated: isTruncated, text: texts.joined(separator: "\n"))
    }

    /// How deep closed shadow roots within each other are looked into.
    private static let mostClosedRoots = 8

    /// A frame that goes away while it is looked at is no longer part of the page; the main frame must answer.
    private func scan(
        _ frame: FrameTable.Frame, isMain: Bool, text: Bool, _ limit: Duration
    ) async throws -> PageScan? {
        do {
            let options = #"{"limit":5000,"ms":250,"text":\#(text ? 200_000 : 0)}"#
            var found = try await scan("scan", options, in: frame.id, limit)
            var depth = 0
            while found.suspects > 0, depth < Self.mostClosedRoots {
                guard try await page.adoptClosedRoots(in: frame.id, within: limit) else { break }
                found = try await scan("scan", options, in: frame.id, limit)
                depth += 1
            }
            return found
        } catch let error as CDPError {
            guard !isMain, !error.isLoss, error.code != .timedOut else { throw error }
            return nil
        }
    }

    /// The answer is asked for as text, which the browser hands over faster than values.
    private func scan(
        _ function: String, _ option: String, in frame: FrameID, _ limit: Duration
    ) async throws -> PageScan {
        let text: String = try await page.look(
            "asText", [argument(function), option], in: frame, within: limit)
        return try PageScan(reading: text)
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
                if !missing.isEmpty {
                    let scan = try await scan("describe", argument(missing), in: frame, limit)
                    extra += scan.elements.map { element in
                        var element = element
                        element.frame = index
                        return element
                    }
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

/// What a selector found.
package struct Selection: Sendable {
    package var ids: [ElementID]
    /// Those of them that the scan had not listed.
    package var elements: [PageElement]
    /// Why the selector could not be read.
    package var problem: String?
}

/// The state of one element.
package struct ElementReading: Sendable, Decodable {
    package enum Check: Sendable, Equatable {
        case on, off, mixed
    }

    package let isConnected: Bool
    package let isVisible: Bool
    package let isEnabled: Bool
    package let isFocused: Bool
    package let check: Check?
    package let value: String?
    package let selectedText: String?
    package let text: String
    /// The same with what stands in boxes of their own, such as buttons, apart from what is beside it.
    package let boxedText: String

    /// What is read of an element that is no longer there.
    static let gone = ElementReading()

    private init() {
        isConnected = false
        isVisible = false
        isEnabled = false
        isFocused = false
        check = nil
        value = nil
        selectedText = nil
        text = ""
        boxedText = ""
    }

    private enum Key: String, CodingKey {
        case connected, visible, enabled, focused, checked, value, selectedText, text, boxedText
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        isConnected = try all.decodeIfPresent(Bool.self, forKey: .connected) ?? false
        isVisible = try all.decodeIfPresent(Bool.self, forKey: .visible) ?? false
        isEnabled = try all.decodeIfPresent(Bool.self, forKey: .enabled) ?? false
        isFocused = try all.decodeIfPresent(Bool.self, forKey: .focused) ?? false
        value = try all.decodeIfPresent(String.self, forKey: .value)
        selectedText = try all.decodeIfPresent(String.self, forKey: .selectedText)
        text = try all.decodeIfPresent(String.self, forKey: .text) ?? ""
        boxedText = try all.decodeIfPresent(String.self, forKey: .boxedText) ?? text
        if let flag = try? all.decodeIfPresent(Bool.self, forKey: .checked) {
            check = flag ? .on : .off
        } else {
            check = (try? all.decodeIfPresent(String.self, forKey: .checked)) == "mixed" ? .mixed : nil
        }
    }
}
