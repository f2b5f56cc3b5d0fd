import Hummingbird

extension Shop {
    private struct Credentials: Decodable {
        var email: String
        var password: String
    }

    /// Who is looking at the page: `account` is missing for a guest.
    private struct Me: ResponseEncodable {
        var account: Account?
        var picture: Picture?
        var cartCount: Int

        init(_ session: Session) {
            account = session.account
            picture = session.picture
            cartCount = session.cart.count
        }
    }

    func addSignInRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        let extraPassword = extraPassword
        router.get("/api/me") { _, context in visitor(context) { Me($0) } }
        router.post("/api/sign-in") { request, context in
            let given = try await request.decode(as: Credentials.self, context: context)
            let account = Account.signIn(
                email: given.email, password: given.password, alsoAccepted: extraPassword,
                anyPassword: faults.has(.anyPassword))
            guard let account else { throw HTTPError(.unauthorized, message: "Wrong email or password") }
            return visitor(context) { session in
                session.account = account
                return Me(session)
            }
        }
        router.post("/api/sign-out") { _, context in
            visitor(context) { session in
                if !faults.has(.staysSignedIn) {
                    session.account = nil
                    session.picture = nil
                }
                return Me(session)
            }
        }
    }
}
