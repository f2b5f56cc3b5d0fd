package import Foundation

/// How records become JSON: sorted keys, camel case, dates as ISO-8601 with milliseconds in UTC.
package enum RecordJSON {
    /// For files people and diffs read.
    package static func file(_ value: some Encodable) throws -> Data {
        var data = try encoder([.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]).encode(value)
        data.append(0x0A)
        return data
    }

    /// One line, for columns, logs and pages.
    package static func line(_ value: some Encodable) throws -> String {
        String(decoding: try encoder([.sortedKeys, .withoutEscapingSlashes]).encode(value), as: UTF8.self)
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        decoder.dateDecodingStrategy = .custom { decoder in
            let box = try decoder.singleValueContainer()
            let text = try box.decode(String.self)
            guard let date = Timestamp.date(text) else {
                throw DecodingError.dataCorruptedError(in: box, debugDescription: "not a date: \(text)")
            }
            return date
        }
        return try decoder.decode(type, from: data)
    }

    private static func encoder(_ format: JSONEncoder.OutputFormatting) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = format
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var box = encoder.singleValueContainer()
            try box.encode(Timestamp.text(date))
        }
        return encoder
    }
}

/// The one textual form of a moment: `2026-11-21T09:30:00.125Z`, rounded to the millisecond.
package enum Timestamp {
    package static func text(_ date: Date) -> String {
        let ms = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let (seconds, rest) = (ms.flooredQuotient(by: 1000), ms - ms.flooredQuotient(by: 1000) * 1000)
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let digits = String(rest)
        return whole.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// Nil when the text isn't an ISO-8601 moment; with or without fractions of a second.
    package static func date(_ text: String) -> Date? {
        let parsed =
            (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
            ?? (try? Date.ISO8601FormatStyle().parse(text))
        return parsed.map(rounded)
    }

    /// The moment as it will be read back.
    package static func rounded(_ date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
