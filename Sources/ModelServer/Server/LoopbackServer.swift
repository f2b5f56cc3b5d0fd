package import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// What answers on a loopback port.
package protocol LoopbackServer: AnyObject, Sendable {
    func respond(to request: Request) async throws -> Response
    /// The server is about to end: whatever is held back must go now.
    func letGo()
}

extension LoopbackServer {
    package func letGo() {}

    /// A server that is there for as long as `body` runs.
    ///
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - make: Makes it, once the port is known.
    package static func serve<Value>(
        on port: Int = 0, _ make: @escaping @Sendable (_ port: Int) -> Self,
        _ body: (Self) async throws -> Value
    ) async throws -> Value {
        let (started, sayStarted) = AsyncStream<Self>.makeStream()
        let holder = Mutex<Self?>(nil)
        var log = Logger(label: "loopback")
        log.logLevel = .critical
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            guard let server = holder.withLock({ $0 }) else { throw CancellationError() }
            return try await server.respond(to: request)
        }
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                let server = make(channel.localAddress?.port ?? 0)
                holder.withLock { $0 = server }
                sayStarted.yield(server)
            },
            logger: log)
        // A server that is cancelled drops connections it has just taken in, which its library takes for a mistake.
        var configuration = ServiceGroupConfiguration(services: [.init(service: application)], logger: log)
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        let services = ServiceGroup(configuration: configuration)
        async let running: Void = {
            defer { sayStarted.finish() }
            try await services.run()
        }()
        for await server in started {
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(server))
            } catch {
                result = .failure(error)
            }
            server.letGo()
            await services.triggerGracefulShutdown()
            // What is cut off in the end is no news.
            _ = try? await running
            return try result.get()
        }
        // It ended before it began, and says why.
        try await running
        throw CancellationError()
    }
}
