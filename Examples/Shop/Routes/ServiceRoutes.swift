import Hummingbird

extension Shop {
    private struct Service: Encodable {
        var name: String
        var state: String
    }

    private struct FaultState: Encodable {
        var name: String
        var variable: String
        var description: String
        var on: Bool
    }

    /// Status page, faults, reset.
    func addServiceRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        let sessions = sessions
        router.get("/api/status") { _, _ in
            try await Latency.status.pass()
            return Listing(items: [
                Service(name: "Shop", state: "Working"),
                Service(name: "Payments", state: "Working"),
                Service(name: "Parcels", state: "Working"),
            ])
        }
        router.get("/api/faults") { _, _ in
            Listing(
                items: Fault.allCases.map { fault in
                    FaultState(
                        name: fault.rawValue, variable: fault.variable, description: fault.summary,
                        on: faults.has(fault))
                })
        }
        router.post("/api/reset") { _, context in
            sessions.reset(context.sessionID)
            return Done()
        }
    }
}
