import CDP
import Foundation
import Synchronization

/// A port that takes in connections and datagrams, whatever they say.
package final class PacketSink: Sendable {
    /// What came, in order: `tcp` or `udp` each.
    private let log = Mutex<[String]>([])
    private let port: Int

    private init(port: Int) { self.port = port }

    package var address: String { "127.0.0.1:\(port)" }
    package var seen: [String] { log.withLock { $0 } }

    /// `SINK` stands for its address, `LOCAL` for the same by another name.
    package func filled(_ script: String) -> String {
        script.replacing("SINK", with: address).replacing("LOCAL", with: "localhost:\(port)")
    }

    /// A sink that is there for as long as `body` runs.
    package static func with<R: Sendable>(_ body: (PacketSink) async throws -> R) async throws -> R {
        try await ChildProcess.with("/usr/bin/env", ["python3", "-u", "-c", script]) { child in
            var said: [String] = []
            let first = await child.firstLine { line in
                said.append(line)
                return Int(line)
            }
            guard let port = first else { throw NoSink(said: said) }
            let sink = PacketSink(port: port)
            async let listening: Void = {
                for await line in child.lines { sink.log.withLock { $0.append(line) } }
            }()
            let result: Result<R, any Error>
            do {
                result = .success(try await body(sink))
            } catch {
                result = .failure(error)
            }
            child.killNow()
            await listening
            return try result.get()
        }
    }

    /// It did not come up.
    private struct NoSink: Error {
        let said: [String]
    }

    private static let script = """
        import select, socket
        while True:
            stream, datagrams = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            stream.bind(("127.0.0.1", 0))
            try:
                datagrams.bind(stream.getsockname())
                break
            except OSError:
                # Somebody has that port for datagrams.
                stream.close()
        stream.listen(50)
        print(stream.getsockname()[1])
        while True:
            for ready in select.select([stream, datagrams], [], [])[0]:
                if ready is datagrams:
                    ready.recvfrom(65536)
                    print("udp")
                else:
                    ready.accept()[0].close()
                    print("tcp")
        """
}
