/// Finds points and boxes in the many forms in which models write them.
package enum PlaceReader {
    /// A point in an input of a call: `{x, y}`, `[x, y]`, a box of four numbers, or any of them under a usual name.
    package static func point(in input: JSON, rowFirst: Bool) -> ModelPoint? {
        if let x = input["x"]?.number, let y = input["y"]?.number { return ModelPoint(x, y) }
        for name in names {
            guard let inner = input[name] else { continue }
            if let found = point(in: inner, rowFirst: rowFirst) { return found }
        }
        if let items = input.array { return point(from: numbers(items), rowFirst: rowFirst) }
        if let text = input.string { return point(in: text, rowFirst: rowFirst) }
        return nil
    }

    /// A point in a text: its first two numbers, or the middle of its first four where a list or a box has four.
    package static func point(in text: String, rowFirst: Bool) -> ModelPoint? {
        point(from: numbers(text), rowFirst: rowFirst)
    }

    /// The rectangle of a list of four numbers.
    package static func box(in input: JSON, rowFirst: Bool) -> ModelBox? {
        let found = input.array.map(numbers) ?? []
        guard found.count == 4 else { return nil }
        return box(found, rowFirst: rowFirst)
    }

    private static let names = [
        "coordinate", "coordinates", "point", "position", "target", "bbox", "bbox_2d", "box", "box_2d",
        "start_box",
        "center",
    ]

    private static func numbers(_ items: [JSON]) -> [Double] {
        items.flatMap { item in item.number.map { [$0] } ?? item.array.map(numbers) ?? [] }
    }

    private static func box(_ found: [Double], rowFirst: Bool) -> ModelBox {
        rowFirst
            ? ModelBox(ModelPoint(found[1], found[0]), ModelPoint(found[3], found[2]))
            : ModelBox(ModelPoint(found[0], found[1]), ModelPoint(found[2], found[3]))
    }

    private static func point(from found: [Double], rowFirst: Bool) -> ModelPoint? {
        switch found.count {
        case 2, 3: rowFirst ? ModelPoint(found[1], found[0]) : ModelPoint(found[0], found[1])
        case 4...: box(Array(found.prefix(4)), rowFirst: rowFirst).centre
        default: nil
        }
    }

    private static func numbers(_ text: String) -> [Double] {
        var found: [Double] = []
        var run = ""
        // A digit that belongs to a word, as in `bbox_2d` or `point1`, is no number.
        var isWord = false
        for character in text + " " {
            if character.isASCII, character.isNumber || ".-".contains(character), !isWord {
                if character == "-", !run.isEmpty {
                    if let value = Double(run) { found.append(value) }
                    run = ""
                }
                run.append(character)
                continue
            }
            if !run.isEmpty {
                if let value = Double(run.hasSuffix(".") ? String(run.dropLast()) : run) {
                    found.append(value)
                }
                run = ""
            }
            isWord = character.isLetter || character == "_" || (isWord && character.isNumber)
        }
        return found
    }
}
