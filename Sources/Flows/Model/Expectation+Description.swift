extension Expectation: CustomStringConvertible {
    /// A sentence with every secret masked: `"Total" has text "12.00"`.
    package var description: String {
        switch kind {
        case .url(let url): "url is \(url)"
        case .title(let title): "title is \(title.quoted)"
        case .visible(let target): "\(target) is visible"
        case .hidden(let target): "\(target) is hidden"
        case .text(in: nil, let text): "the page has text \(text.quoted)"
        case .text(in: .some(let target), let text): "\(target) has text \(text.quoted)"
        case .value(let target, let value): "\(target) has value \(value.quoted)"
        case .checked(let target, let isChecked): "\(target) is \(isChecked ? "checked" : "not checked")"
        case .enabled(let target): "\(target) is enabled"
        case .disabled(let target): "\(target) is disabled"
        case .focused(let target): "\(target) has the focus"
        case .count(let target, 1): "\(target) appears once"
        case .count(let target, let count): "\(target) appears \(count) times"
        case .request(let pattern): pattern.description
        case .download(let pattern): pattern.description
        case .console(.clean): "the console is clean"
        case .console(.contains(let text)): "the console has \(text.quoted)"
        case .says(let sentence): sentence.description
        }
    }
}

extension RequestPattern: CustomStringConvertible {
    package var description: String {
        let request = [method, path.description].compactMap { $0 }.joined(separator: " ")
        return status.map { "\(request) answered \($0)" } ?? "\(request) was requested"
    }
}

extension DownloadPattern: CustomStringConvertible {
    package var description: String {
        let details = [
            content.map { "with \($0.quoted)" },
            minimumBytes.map { "of at least \($0) bytes" },
        ].compactMap { $0 }
        return ([name.map { "\($0.quoted) was downloaded" } ?? "a file was downloaded"] + details)
            .joined(separator: " ")
    }
}
