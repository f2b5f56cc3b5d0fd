/// Whether a field kept what was put into it.
enum FieldValue {
    /// Fields may reformat (`4242 4242`, `12,50`) or cut to a maximum length; what must not happen is that
    /// they keep something else.
    static func holds(_ value: String, after wanted: String) -> Bool {
        if value == wanted { return true }
        let (kept, meant) = (essence(value), essence(wanted))
        if meant.isEmpty { return kept.isEmpty }
        return kept == meant
            || (!kept.isEmpty && (meant.hasPrefix(kept) || kept.hasSuffix(meant) || kept.hasPrefix(meant)))
    }

    private static func essence(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
