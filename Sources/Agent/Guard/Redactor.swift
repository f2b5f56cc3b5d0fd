package import Flows
import Foundation

/// Takes the values of secrets out of every text that leaves the process, however they were written on the way.
package struct Redactor: Sendable {
    package static let mark = "‹secret›"

    /// Shorter pieces of Base64 occur by chance.
    private static let leastBase64 = 8

    private let patterns: [SecretPattern]
    /// Whether an occurrence can begin with a byte.
    private let canBegin: [Bool]
    private let passwords: [OneTimePassword]

    /// - Parameter passwords: Whose codes are taken out too, from when they are given out on.
    package init(_ secrets: [Secret], passwords: [OneTimePassword] = []) {
        self.passwords = passwords
        var texts: Set<String> = []
        for secret in secrets {
            secret.reveal { value in
                // One or two characters are everywhere; masking them would hide nothing and destroy every text.
                guard value.count >= 3 else { return }
                texts.insert(value)
                texts.formUnion(Self.base64(of: value))
            }
        }
        patterns = texts.sorted().map(SecretPattern.init)
        var canBegin = [Bool](repeating: false, count: 256)
        for pattern in patterns {
            for byte in pattern.firstBytes { canBegin[Int(byte)] = true }
        }
        self.canBegin = canBegin
    }

    package var isEmpty: Bool { patterns.isEmpty && passwords.isEmpty }

    /// `text` with every occurrence of every secret replaced.
    package func redact(_ text: String) -> String {
        let codes = passwords.flatMap(\.issuedCodes)
        guard !codes.isEmpty else { return redactFixed(text) }
        return Redactor(codes.map(Secret.init)).redactFixed(redactFixed(text))
    }

    private func redactFixed(_ text: String) -> String {
        guard !patterns.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var copied = 0
        var place = 0
        while place < bytes.count {
            guard canBegin[Int(bytes[place])], let end = end(in: bytes, from: place) else {
                place += 1
                continue
            }
            kept += bytes[copied..<place]
            kept += Array(Self.mark.utf8)
            place = end
            copied = end
        }
        guard copied > 0 else { return text }
        return String(decoding: kept + bytes[copied...], as: UTF8.self)
    }

    /// Where the longest secret that begins at `start` ends.
    private func end(in bytes: [UInt8], from start: Int) -> Int? {
        patterns.compactMap { $0.end(in: bytes, from: start) }.max()
    }

    /// What of the value's Base64 is the same whatever stands before and behind it, in both alphabets.
    private static func base64(of value: String) -> [String] {
        (0..<3).flatMap { shift -> [String] in
            let data = Data(repeating: 0, count: shift) + Data(value.utf8)
            let text = data.base64EncodedString().replacingOccurrences(of: "=", with: "")
            // Characters that also hold bits of what stands before or behind.
            let behind = data.count % 3 == 0 ? 0 : 1
            let part = String(text.dropFirst(shift == 0 ? 0 : shift + 1).dropLast(behind))
            guard part.count >= leastBase64 else { return [] }
            return [
                part, part.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"),
            ]
        }
    }
}
