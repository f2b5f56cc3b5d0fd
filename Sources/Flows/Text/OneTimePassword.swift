import Crypto
package import Foundation
import Synchronization

/// A secret that gives another code every half minute or so: RFC 6238, as authenticator apps have it.
package struct OneTimePassword: Sendable {
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// A code with less time left than this is not typed any more: it would be sent too late.
    ///
    /// The next one is typed instead, without a wait. From typing to sending takes some tenths of a second here, so a
    /// server that accepts no other codes than the current one has come to it by then.
    package static let lead = 0.3

    private let key: [UInt8]
    private let algorithm: Algorithm
    private let digits: Int
    /// Seconds.
    private let period: Int
    /// What must never be shown: the key as it was written, and without the blanks.
    package let secrets: [Secret]
    private let issued = Issued()

    /// The codes that were given out, for those who keep them from being shown.
    private final class Issued: Sendable {
        let codes = Mutex<[String]>([])
    }

    package init(key: [UInt8], algorithm: Algorithm = .sha1, digits: Int = 6, period: Int = 30) {
        self.key = key
        self.algorithm = algorithm
        self.digits = digits
        self.period = period
        secrets = []
    }

    /// A secret in base 32, or an `otpauth://` address; nil when it is neither.
    package init?(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        var fields: [String: String] = [:]
        if trimmed.lowercased().hasPrefix("otpauth:") {
            guard let parts = URLComponents(string: trimmed), parts.host?.lowercased() == "totp" else {
                return nil
            }
            for item in parts.queryItems ?? [] { fields[item.name.lowercased()] = item.value }
        } else {
            fields["secret"] = trimmed
        }
        let algorithm = Algorithm(rawValue: fields["algorithm"]?.uppercased() ?? "SHA1")
        let digits = fields["digits"].map { Int($0) } ?? 6
        let period = fields["period"].map { Int($0) } ?? 30
        guard let written = fields["secret"], let key = Base32.decode(written), !key.isEmpty, let algorithm,
            let digits, (6...8).contains(digits), let period, (1...86_400).contains(period)
        else { return nil }
        self.key = key
        self.algorithm = algorithm
        self.digits = digits
        self.period = period
        secrets = Set([text, trimmed, written, Base32.plain(written)]).sorted().map(Secret.init)
    }

    /// The code to type now; remembered as given out.
    package func next() -> String {
        let code = code(at: Date().addingTimeInterval(Self.lead))
        issued.codes.withLock { if !$0.contains(code) { $0.append(code) } }
        return code
    }

    /// Every code that `next` has given so far.
    package var issuedCodes: [String] { issued.codes.withLock { $0 } }

    /// The code that is good at `date`.
    package func code(at date: Date) -> String {
        let counter = UInt64(max(0, date.timeIntervalSince1970)) / UInt64(period)
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let hash = hash(of: message)
        let offset = Int((hash.last ?? 0) & 0xF)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let ceiling = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % ceiling)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private func hash(of message: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return switch algorithm {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }
}

extension OneTimePassword: Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package static func == (left: OneTimePassword, right: OneTimePassword) -> Bool {
        left.key == right.key && left.algorithm == right.algorithm && left.digits == right.digits
            && left.period == right.period
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    package var description: String { "‹one-time password›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
