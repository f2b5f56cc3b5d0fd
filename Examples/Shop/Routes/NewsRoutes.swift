import Hummingbird

extension Shop {
    private struct Page: ResponseEncodable {
        var items: [NewsItem]
        var hasMore: Bool
    }

    private struct Subscription: Decodable { var email: String }

    func addNewsRoutes(to router: some RouterMethods<ShopContext>) {
        let faults = faults
        router.get("/api/news") { request, _ in
            let number = max(1, request.uri.queryParameters.get("page", as: Int.self) ?? 1)
            return Page(items: NewsItem.page(number), hasMore: !NewsItem.page(number + 1).isEmpty)
        }
        router.post("/api/newsletter") { request, context in
            let asked = try await request.decode(as: Subscription.self, context: context)
            let halves = asked.email.split(separator: "@", omittingEmptySubsequences: false)
            let isAddress = halves.count == 2 && !halves[0].isEmpty && halves[1].contains(".")
            guard isAddress || faults.has(.newsletterAcceptsAll) else {
                throw HTTPError(.unprocessableContent, message: "Please enter a valid email address")
            }
            return Done()
        }
    }
}
