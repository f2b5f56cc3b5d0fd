/// Where a parcel goes.
struct Address: Codable, Sendable {
    var name: String
    var street: String
    var country: String
    var postalCode: String
    var city: String

    /// Message per field; empty if the address can be used.
    func problems(faults: FaultSet) -> [String: String] {
        var problems: [String: String] = [:]
        if name.isBlank { problems["name"] = "Please enter your name" }
        if street.isBlank { problems["street"] = "Please enter a street and number" }
        if city.isBlank { problems["city"] = "Please enter a town or city" }
        if let text = postalCodeProblem(mayBeEmpty: faults.has(.emptyPostalCode)) {
            problems["postalCode"] = text
        }
        return problems
    }

    private func postalCodeProblem(mayBeEmpty: Bool) -> String? {
        guard let rules = Country.named(country) else { return "We do not deliver to this country" }
        if postalCode.isBlank { return mayBeEmpty ? nil : "Please enter a postal code" }
        return rules.accepts(postalCode) ? nil : "A postal code in \(country) looks like \(rules.example)"
    }
}
