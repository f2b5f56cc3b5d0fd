import Foundation

/// What `__perceo.scan()` and `__perceo.describe()` return.
///
/// `Sources/CDP/InPage/scan.js` documents the wire format.
package struct PageScan: Decodable, Sendable {
    package struct Size: Decodable, Hashable, Sendable {
        package var w: Int
        package var h: Int
    }

    package struct Offset: Decodable, Hashable, Sendable {
        package var x: Int
        package var y: Int
    }

    package var url: String
    package var title: String
    package var viewport: Size
    package var scroll: Offset
    /// The page was too big for the limits: absence of an element proves nothing.
    package var truncated: Bool
    package var elements: [PageElement]
    /// How many elements look as if they had a closed shadow root.
    package var suspects: Int
    /// What a person reads on the page, when it was asked for.
    package var text: String

    private enum Key: String, CodingKey {
        case url, title, viewport, scroll, truncated, contexts, elements, suspects, text
    }

    /// - Parameter text: The scan as JSON.
    package init(reading text: String) throws {
        self = try JSONDecoder().decode(PageScan.self, from: Data(text.utf8))
    }

    package init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: Key.self)
        url = try all.decode(String.self, forKey: .url)
        title = try all.decode(String.self, forKey: .title)
        viewport = try all.decode(Size.self, forKey: .viewport)
        scroll = try all.decode(Offset.self, forKey: .scroll)
        truncated = try all.decode(Bool.self, forKey: .truncated)
        text = try all.decodeIfPresent(String.self, forKey: .text) ?? ""
        suspects = try all.decodeIfPresent(Int.self, forKey: .suspects) ?? 0
        let contexts = try all.decode([[String]].self, forKey: .contexts).map(ElementContext.init(wire:))
        var list = try all.nestedUnkeyedContainer(forKey: .elements)
        elements = []
        elements.reserveCapacity(list.count ?? 0)
        while !list.isAtEnd {
            var row = try list.nestedUnkeyedContainer()
            elements.append(try PageElement(wire: &row, contexts: contexts))
        }
    }
}

extension ElementContext {
    fileprivate init(wire parts: [String]) {
        guard parts.count == 7 else { return }
        landmark = parts[0]
        heading = parts[1]
        dialog = parts[2]
        legend = parts[3]
        row = parts[4]
        column = parts[5]
        item = parts[6]
    }
}

extension PageElement {
    fileprivate init(wire row: inout any UnkeyedDecodingContainer, contexts: [ElementContext]) throws {
        ref = try row.decode(Int.self)
        tag = try row.decode(String.self)
        role = try row.decode(String.self)
        type = try row.decode(String.self)
        states = ElementStates(rawValue: try row.decode(Int.self))
        box = ElementBox(
            x: try row.decode(Int.self), y: try row.decode(Int.self),
            w: try row.decode(Int.self), h: try row.decode(Int.self))
        let index = try row.decode(Int.self)
        context = contexts.indices.contains(index) ? contexts[index] : ElementContext()
        parent = try Self.number(&row)
        unit = try Self.number(&row)
        control = try Self.number(&row)
        form = try Self.number(&row)
        value = try row.decodeNil() ? nil : row.decode(String.self)
        names = []
        while !row.isAtEnd {
            let name = try row.decode(String.self)
            guard let letter = name.first, let source = NameSource(rawValue: String(letter)) else { continue }
            names.append(ElementName(String(name.dropFirst()), source))
        }
    }

    private static func number(_ row: inout any UnkeyedDecodingContainer) throws -> Int? {
        let number = try row.decode(Int.self)
        return number == 0 ? nil : number
    }
}
