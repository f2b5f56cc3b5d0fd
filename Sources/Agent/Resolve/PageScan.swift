import CDP

/// What `__perceo.scan()`, `scanFor()` and `describe()` return.
///
/// `Sources/CDP/InPage/scan.js` documents the wire format.
package struct PageScan: Sendable {
    package struct Size: Hashable, Sendable {
        package var w: Int
        package var h: Int
    }

    package struct Offset: Hashable, Sendable {
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
    /// What the selector found that was asked about with it, or why it could not be read.
    package var refs: [Int]
    package var problem: String?

    /// - Parameter text: The scan as JSON.
    /// - Throws: `CDPError` when it is not what a scan says.
    package init(reading text: String) throws {
        var scan = PageScan()
        var contexts: [ElementContext] = []
        var reader = ScanReader(text)
        do {
            try reader.object { reader, key in
                switch key {
                case "url": scan.url = try reader.string()
                case "title": scan.title = try reader.string()
                case "viewport": (scan.viewport.w, scan.viewport.h) = try reader.pair("w", "h")
                case "scroll": (scan.scroll.x, scan.scroll.y) = try reader.pair("x", "y")
                case "truncated": scan.truncated = try reader.flag()
                case "suspects": scan.suspects = try reader.integer()
                case "text": scan.text = try reader.string()
                case "refs": try reader.array { scan.refs.append(try $0.integer()) }
                case "error": scan.problem = try reader.string()
                // Before the elements, which name them by number.
                case "contexts": try reader.array { contexts.append(try ElementContext(&$0)) }
                case "elements": try reader.array { scan.elements.append(try PageElement(&$0, contexts)) }
                default: try reader.skip()
                }
            }
        } catch {
            throw CDPError(.unreadable, "scan", "\(error)")
        }
        self = scan
    }

    private init() {
        url = ""
        title = ""
        viewport = Size(w: 0, h: 0)
        scroll = Offset(x: 0, y: 0)
        truncated = false
        elements = []
        suspects = 0
        text = ""
        refs = []
    }
}

extension ScanReader {
    /// The number of an element; 0 stands for none.
    fileprivate mutating func nextLink() throws -> Int? {
        let number = try nextInteger()
        return number == 0 ? nil : number
    }

    fileprivate mutating func pair(_ first: String, _ second: String) throws -> (Int, Int) {
        var found = (0, 0)
        try object { reader, key in
            switch key {
            case first: found.0 = try reader.integer()
            case second: found.1 = try reader.integer()
            default: try reader.skip()
            }
        }
        return found
    }
}

extension ElementContext {
    fileprivate init(_ reader: inout ScanReader) throws {
        var parts: [String] = []
        try reader.array { parts.append(try $0.string()) }
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
    fileprivate init(_ reader: inout ScanReader, _ contexts: [ElementContext]) throws {
        try reader.openRow()
        ref = try reader.nextInteger()
        tag = try reader.nextString()
        role = try reader.nextString()
        type = try reader.nextString()
        states = ElementStates(rawValue: try reader.nextInteger())
        box = ElementBox(
            x: try reader.nextInteger(), y: try reader.nextInteger(),
            w: try reader.nextInteger(), h: try reader.nextInteger())
        let index = try reader.nextInteger()
        context = contexts.indices.contains(index) ? contexts[index] : ElementContext()
        parent = try reader.nextLink()
        unit = try reader.nextLink()
        control = try reader.nextLink()
        form = try reader.nextLink()
        value = nil
        names = []
        if try reader.hasPlace(), !reader.null() { value = try reader.string() }
        while try reader.hasPlace() {
            let name = try reader.string()
            guard let letter = name.first, let source = NameSource(rawValue: String(letter)) else { continue }
            names.append(ElementName(String(name.dropFirst()), source))
        }
    }
}
