/// How long the services behind the shop take to answer.
///
/// A page that is only tested against instant answers is not tested for what it shows meanwhile.
enum Latency: Int, Sendable {
    case search = 250
    case city = 150
    case payment = 300
    case reviews = 400
    case status = 800

    func pass() async throws { try await Task.sleep(for: .milliseconds(rawValue)) }
}
