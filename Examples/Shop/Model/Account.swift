import Foundation

/// A signed-in customer.
struct Account: Codable, Sendable {
    var email: String
    var name: String

    private static let password = "correct-horse"

    /// The customer behind the e-mail address, or `nil` if the password is wrong.
    ///
    /// Any address is a customer.
    static func signIn(email: String, password: String, alsoAccepted: String?, anyPassword: Bool) -> Account?
    {
        let address = email.lowercased()
        guard address.contains("@") else { return nil }
        guard anyPassword || password == Account.password || password == alsoAccepted else { return nil }
        if address == "ada@example.com" { return Account(email: address, name: "Ada Lovelace") }
        return Account(email: address, name: String(address.prefix { $0 != "@" }).capitalized)
    }
}
