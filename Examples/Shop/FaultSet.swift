/// The faults that are switched on in this process.
struct FaultSet: Sendable {
    private let active: Set<Fault>

    /// Reads `SHOP_FAULT_*`.
    ///
    /// A misspelt name is an error: a fault that is silently off would make a weak suite look strong.
    init(environment: [String: String]) throws {
        var active: Set<Fault> = []
        for (name, value) in environment where name.hasPrefix(Fault.prefix) {
            guard let fault = Fault.allCases.first(where: { $0.variable == name }) else {
                throw ShopError(.unknownFault, about: name, "names no fault; GET /api/faults lists them")
            }
            if !["", "0", "false", "no"].contains(value.lowercased()) { active.insert(fault) }
        }
        self.active = active
    }

    func has(_ fault: Fault) -> Bool { active.contains(fault) }

    /// Names of the active faults in a fixed order, for the page to read.
    var names: [String] { Fault.allCases.filter(active.contains).map(\.rawValue) }
}
