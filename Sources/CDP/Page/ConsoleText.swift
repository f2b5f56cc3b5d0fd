/// What a console call says, as DevTools shows it: format specifiers filled in, objects by their preview.
enum ConsoleText {
    private typealias Remote = DevTools.Runtime.RemoteObject

    static func line(_ values: [DevTools.Runtime.RemoteObject]) -> String {
        guard let first = values.first?.value?.string, first.contains("%") else {
            return values.map(plain).joined(separator: " ")
        }
        var rest = values.dropFirst()
        let text = fill(first, from: &rest)
        return ([text] + rest.map(plain)).joined(separator: " ")
    }

    private static func fill(_ format: String, from values: inout ArraySlice<Remote>) -> String {
        var text = ""
        var isOpen = false
        for character in format {
            guard isOpen else {
                if character == "%" { isOpen = true } else { text.append(character) }
                continue
            }
            isOpen = false
            if character == "%" {
                text.append("%")
            } else if "sdifoOc".contains(character), let value = values.popFirst() {
                text += filled(character, value)
            } else {
                text += "%\(character)"
            }
        }
        return isOpen ? text + "%" : text
    }

    private static func filled(_ specifier: Character, _ value: Remote) -> String {
        switch specifier {
        case "c": ""
        case "d", "i": number(value).map { String(format($0.rounded(.towardZero))) } ?? "NaN"
        case "f": number(value).map(format) ?? "NaN"
        case "s":
            value.value?.string ?? (value.preview == nil ? plain(value) : value.description ?? plain(value))
        default: nested(value)
        }
    }

    private static func number(_ value: Remote) -> Double? {
        value.value?.number ?? value.value?.string.flatMap(Double.init)
    }

    private static func format(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }

    /// A value on its own: text without quotes.
    static func plain(_ value: DevTools.Runtime.RemoteObject) -> String {
        value.value?.string ?? nested(value)
    }

    private static func nested(_ value: Remote) -> String {
        if let text = value.value?.string { return quoted(text) }
        if let number = value.value?.number { return value.description ?? format(number) }
        if let flag = value.value?.bool { return String(flag) }
        if value.type == .undefined { return "undefined" }
        if value.subtype == .null { return "null" }
        if value.type == .function { return function(value.description ?? "") }
        guard let preview = value.preview,
            value.subtype.map({ !Self.described.contains($0.rawValue) }) ?? true
        else { return value.unserializableValue?.rawValue ?? value.description ?? value.type.rawValue }
        return object(preview, class: value.className)
    }

    /// Kinds of objects that are known by what they are called, not by what is in them.
    private static let described: Set<String> = ["error", "node", "regexp", "date"]

    private static func object(_ preview: DevTools.Runtime.ObjectPreview, class name: String?) -> String {
        let subtype = preview.subtype?.rawValue
        let rest = preview.overflow ? ["…"] : []
        let isList = subtype == "array" || subtype == "typedarray"
        if let entries = preview.entries {
            let parts = entries.map { entry in
                (entry.key.map { member($0) + " => " } ?? "") + member(entry.value)
            }
            return "\(preview.description ?? "") {\((parts + rest).joined(separator: ", "))}"
        }
        let parts = preview.properties.map { property in
            let value = property.valuePreview.map { member($0) } ?? member(property)
            return isList && Int(property.name) != nil ? value : "\(property.name): \(value)"
        }
        let inside = (parts + rest).joined(separator: ", ")
        if isList {
            let title = preview.description ?? ""
            let shown = title.hasPrefix("Array(") ? String(title.dropFirst("Array".count)) : title
            return (shown == "(0)" || shown == "(1)" || shown.isEmpty ? "" : shown + " ") + "[\(inside)]"
        }
        let title = name ?? preview.description ?? "Object"
        return (title == "Object" ? "" : title + " ") + "{\(inside)}"
    }

    /// Something inside something: only its outline.
    private static func member(_ preview: DevTools.Runtime.ObjectPreview) -> String {
        switch preview.type {
        case .string: quoted(preview.description ?? "")
        case .object where preview.subtype == nil && preview.entries == nil:
            preview.description == "Object" || preview.description == nil
                ? object(preview, class: "Object") : preview.description ?? ""
        case .object where preview.subtype?.rawValue == "array": object(preview, class: nil)
        default: preview.description ?? preview.type.rawValue
        }
    }

    private static func member(_ property: DevTools.Runtime.PropertyPreview) -> String {
        switch property.type {
        case .string: quoted(property.value ?? "")
        case .function: "ƒ"
        case .accessor: "(...)"
        case .object where property.value == "Object": "{…}"
        default: property.value ?? property.type.rawValue
        }
    }

    private static func quoted(_ text: String) -> String { "'\(text)'" }

    private static func function(_ source: String) -> String {
        let head = source.hasPrefix("function ") ? String(source.dropFirst("function ".count)) : source
        let line = head.prefix { $0 != "\n" }
        return "ƒ \(line.count > 100 ? line.prefix(99) + "…" : line)"
    }
}
