import Foundation
import Hummingbird

extension Shop {
    private struct Problems: Encodable { var problems: [String: String] }
    private struct City: ResponseEncodable { var city: String? }
    private struct Card: Decodable { var number: String }
    private struct Token: Codable, ResponseEncodable { var token: String }

    func addCheckoutRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        router.get("/api/countries") { _, _ in Listing(items: Country.all) }
        router.get("/api/city") { request, _ in
            try await Latency.city.pass()
            let asked = request.uri.queryParameters
            let cities = asked["country"].flatMap { Country.named(String($0)) }?.cities ?? [:]
            let code = asked["postalCode"].map { $0.uppercased() } ?? ""
            if faults.has(.wrongCity) { return City(city: cities.first { $0.key != code }?.value) }
            return City(city: cities[code])
        }
        router.post("/api/checkout/address") { request, context in
            let address = try await request.decode(as: Address.self, context: context)
            let problems = address.problems(faults: faults)
            if problems.isEmpty { visitor(context) { $0.address = address } }
            let status: HTTPResponse.Status = problems.isEmpty ? .ok : .unprocessableContent
            return Answer(status, Problems(problems: problems))
        }
        router.post("/api/pay") { request, context in
            let card = try await request.decode(as: Card.self, context: context)
            try await Latency.payment.pass()
            guard card.number.filter(\.isNumber) == "4242424242424242" else {
                throw HTTPError(HTTPResponse.Status(code: 402), message: "Your card was declined")
            }
            return Token(token: "paid-4242")
        }
        router.post("/api/orders") { request, context in
            _ = try await request.decode(as: Token.self, context: context)
            if faults.has(.orderFails) { throw HTTPError(.internalServerError) }
            return Answer(.created, try placeOrder(context))
        }
        router.get("/api/orders/latest") { _, context in
            guard let order = visitor(context, { $0.placedOrders.last }) else { throw HTTPError(.notFound) }
            return order
        }
    }

    private func placeOrder(_ context: ShopContext) throws -> Order {
        let date = Date.now.formatted(.iso8601.year().month().day())
        return try visitor(context) { session in
            let total = CartSummary(session.cart, faults: faults).total
            guard let order = session.placeOrder(date: date, total: total) else {
                throw HTTPError(.conflict, message: "Your cart is empty")
            }
            return order
        }
    }
}
