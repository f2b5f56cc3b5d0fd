package import HTTP

/// What an answer's headers say about asking again.
package struct RetryAdvice: Sendable, Hashable {
    package var after: Duration?
    package var shouldRetry: Bool?

    /// - Parameter now: Seconds since 1970, for advice that names a time of day.
    package init(_ headers: HTTPHeaders, now: Double) {
        shouldRetry = headers["x-should-retry"].flatMap(Bool.init)
        if let milliseconds = headers["retry-after-ms"].flatMap(Double.init) {
            after = Self.duration(milliseconds / 1000)
        } else if let text = headers["retry-after"] {
            after = Self.duration(Double(text) ?? HTTPDate.seconds(text).map { $0 - now } ?? 0)
        }
    }

    /// A time that has passed advises nothing.
    private static func duration(_ seconds: Double) -> Duration? {
        guard seconds.isFinite, seconds > 0 else { return nil }
        return .milliseconds(Int((min(seconds, 1e7) * 1000).rounded(.up)))
    }
}

/// Reads the three forms in which HTTP writes a time.
enum HTTPDate {
    /// Seconds since 1970.
    static func seconds(_ text: String) -> Double? {
        let words = text.split { " ,-".contains($0) }.map(String.init)
        guard words.count >= 5 else { return nil }
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT · Sun Nov  6 08:49:37 1994
        let hasMonthFirst = Int(words[1]) == nil
        let (day, month) = hasMonthFirst ? (words[2], words[1]) : (words[1], words[2])
        let (year, time) = hasMonthFirst ? (words[4], words[3]) : (words[3], words[4])
        let clock = time.split(separator: ":").compactMap { Int($0) }
        guard let day = Int(day), let month = months.firstIndex(of: month.lowercased()),
            var year = Int(year), clock.count == 3, (1...31).contains(day), (0..<24).contains(clock[0]),
            (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        if year < 70 { year += 2000 } else if year < 100 { year += 1900 }
        let seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
        return Double(days(year, month + 1, day) * 86400 + seconds)
    }

    /// Since 1970, counting years from March on so that the leap day is the last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
