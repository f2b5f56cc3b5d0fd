import Foundation
import Subprocess
import SystemPackage

/// Makes a WebM file of a Matroska stream of pictures, by one `ffmpeg` child.
///
/// The child reads until its input ends, and finishes its file then, also when the input ends because we are gone.
struct VideoEncoder: Sendable {
    /// The program that encodes.
    let executable: String
    let width: Int
    let height: Int

    /// Where `ffmpeg` is, looked for along `PATH`; nil when it is not installed.
    static func locate(in environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let folders = path + ["/usr/bin", "/usr/local/bin"]
        return folders.map { "\($0)/ffmpeg" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What its last words tell; its exit code is the same whatever went wrong.
    static func failure(_ words: String) -> any Error {
        let isFull = words.contains("No space left on device")
        return isFull ? POSIXError(.ENOSPC) : CDPError(.refused(0), "ffmpeg", words)
    }

    func arguments(to path: String) -> [String] {
        // Even sizes are all that the codec knows; a page that is resized is fitted into the first size.
        let (width, height) = (width + width % 2, height + height % 2)
        let fit =
            "scale=\(width):\(height):force_original_aspect_ratio=decrease,"
            + "pad=\(width):\(height):-1:-1:color=gray,format=yuv420p"
        return ["-hide_banner", "-loglevel", "error", "-nostdin", "-y"]
            // Nothing to be guessed: the stream says what it is, and waiting for more of it would hold it up.
            + ["-f", "matroska", "-fflags", "nobuffer", "-probesize", "4096", "-analyzeduration", "0"]
            + ["-i", "pipe:0", "-an", "-vf", fit]
            // Only the frames that there are, each at its own time.
            + ["-fps_mode", "passthrough", "-enc_time_base", "1:1000"]
            + ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-lag-in-frames", "0"]
            + [
                "-auto-alt-ref", "0", "-qmin", "2", "-qmax", "40", "-b:v", "1500k", "-g", "60", "-threads",
                "1",
            ]
            // Whatever is in the file can be played, should the rest never come.
            + ["-f", "webm", "-cluster_time_limit", "1000", "-flush_packets", "1", path]
    }

    /// Runs the child while `feed` hands it the stream; throws what it said when it did not end well.
    func run<Value: Sendable>(
        to path: String,
        feed: (_ write: ([UInt8]) async throws -> Void) async throws -> Value
    ) async throws -> Value {
        var platform = PlatformOptions()
        // Away from the terminal's signals: it has to finish its file.
        platform.createSession = true
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments(to: path)), platformOptions: platform,
            input: .inputWriter, output: .discarded, error: .string(limit: 1 << 16)
        ) { execution in
            let outcome: Result<Value, any Error>
            do {
                let value = try await feed { bytes in
                    var rest = bytes[...]
                    while !rest.isEmpty {
                        let written = try await execution.standardInputWriter.write(Array(rest))
                        rest = rest.dropFirst(max(1, written))
                    }
                }
                outcome = .success(value)
            } catch {
                outcome = .failure(error)
            }
            try? await execution.standardInputWriter.finish()
            return outcome
        }
        let words = result.standardError.split(separator: "\n").prefix(3).joined(separator: "; ")
        guard case .exited(0) = result.terminationStatus else {
            throw Self.failure(words.isEmpty ? "\(result.terminationStatus)" : words)
        }
        return try result.closureResult.get()
    }
}
