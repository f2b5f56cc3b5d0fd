package import Flows
import Foundation

/// Takes the values of secrets out of every text that leaves the process, in each form they may have taken on the way.
package struct Redactor: Sendable {
    package static let mark = "‹secret›"

    /// Longest first, so that no part of a longer form is left standing.
    private let forms: [String]

    package init(_ secrets: [Secret]) {
        var forms: Set<String> = []
        for secret in secrets {
            secret.reveal { value in
                // One or two characters are everywhere; masking them would hide nothing and destroy every text.
                guard value.count >= 3 else { return }
                forms.formUnion(Self.forms(of: value))
            }
        }
        self.forms = forms.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    package var isEmpty: Bool { forms.isEmpty }

    /// `text` with every form of every secret replaced.
    package func redact(_ text: String) -> String {
        guard !forms.isEmpty else { return text }
        var text = text
        for form in forms where text.contains(form) {
            text = text.replacingOccurrences(of: form, with: Self.mark)
        }
        return text
    }

    private static func forms(of value: String) -> Set<String> {
        var list: Set<String> = [value]
        let unreserved = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        if let percent = value.addingPercentEncoding(withAllowedCharacters: unreserved) {
            list.insert(percent)
            list.insert(percent.replacingOccurrences(of: "%20", with: "+"))
            list.insert(percent.lowercased())
        }
        list.insert(value.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? value)
        list.insert(Data(value.utf8).base64EncodedString())
        for escaped in [JSONEncoder.OutputFormatting(), .withoutEscapingSlashes] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = escaped
            if let json = try? encoder.encode(value) {
                list.insert(String(decoding: json.dropFirst().dropLast(), as: UTF8.self))
            }
        }
        let markup = value.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(
            of: "<", with: "&lt;"
        )
        .replacingOccurrences(of: ">", with: "&gt;")
        list.insert(markup)
        list.insert(markup.replacingOccurrences(of: "\"", with: "&quot;"))
        return list
    }
}
