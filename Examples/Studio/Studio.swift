import Foundation
import ModelServer

/// Pages that only someone who sees them can use, and a server that plays a model which can: `studio [PORT MODEL-PORT]`.
///
/// For whoever has no key to a provider, and to show what a model is asked.
@main
struct Studio {
    private static let folder = "Examples/Studio/Public"

    static func main() async throws {
        let ports = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (port, modelPort) = ports.count == 2 ? (ports[0], ports[1]) : (4174, 4175)
        let player = Player()
        try await ScriptedServer.with(port: modelPort) {
            await player.answer($0)
        } _: { _ in
            try await Pages(folder: folder).serve(port: port)
        }
    }
}
