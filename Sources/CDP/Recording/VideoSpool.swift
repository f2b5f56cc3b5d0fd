import Foundation
import Synchronization
import SystemPackage

/// Where the bytes of a recording go while it is not known whether it is wanted.
///
/// Written straight into its file when it is wanted in any case. Held back otherwise: in memory up to a limit, beyond it
/// in a temporary folder, so that a recording nobody wants leaves nothing on the disk.
package final class VideoSpool: Sendable {
    package enum Place: Sendable, Equatable {
        case file(String)
        case heldBack
    }

    /// How much one recording holds in memory: about twenty seconds of a page in motion, minutes of one at rest.
    package static let memoryLimit = 1 << 20

    private struct State {
        var memory: [UInt8] = []
        var file: FileHandle?
        var path: String?
        var scratch: ScratchFolder?
        var count = 0
    }

    private let limit: Int
    private let state: Mutex<State>

    package init(_ place: Place, memoryLimit: Int = VideoSpool.memoryLimit) throws {
        limit = memoryLimit
        var state = State()
        if case .file(let path) = place {
            state.path = path
            state.file = try Self.open(path)
        }
        self.state = Mutex(state)
    }

    /// How many bytes there are.
    package var count: Int { state.withLock { $0.count } }

    /// How many of them are in memory.
    package var inMemory: Int { state.withLock { $0.memory.count } }

    package func append(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            if state.file == nil, state.memory.count + bytes.count <= limit {
                state.memory += bytes
            } else {
                if state.file == nil { try spill(&state) }
                try state.file?.write(contentsOf: Data(bytes))
            }
            state.count += bytes.count
        }
    }

    /// Puts what there is into the file at `path`, unless it is there already.
    package func keep(at path: String) throws {
        try state.withLock { state in
            try state.file?.close()
            state.file = nil
            if let now = state.path {
                guard now != path else { return }
                try? FileManager.default.removeItem(atPath: path)
                // Across file systems this is a copy.
                try FileManager.default.moveItem(atPath: now, toPath: path)
            } else {
                try Data(state.memory).write(to: URL(filePath: path))
            }
            state.memory = []
            state.path = path
            state.scratch?.remove()
            state.scratch = nil
        }
    }

    /// Forgets everything, on the disk too.
    package func discard() {
        state.withLock { state in
            try? state.file?.close()
            if let path = state.path { try? FileManager.default.removeItem(atPath: path) }
            state.scratch?.remove()
            state = State()
        }
    }

    /// All bytes from the start in pieces, to be read once the recording is over.
    package func pieces(of size: Int = 1 << 18, _ body: ([UInt8]) async throws -> Void) async throws {
        let (memory, path) = state.withLock { ($0.memory, $0.path) }
        guard let path else { return try await body(memory) }
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        while let piece = try file.read(upToCount: size), !piece.isEmpty { try await body([UInt8](piece)) }
    }

    private func spill(_ state: inout State) throws {
        let scratch = try ScratchFolder("video")
        let path = "\(scratch.path)/recording"
        state.scratch = scratch
        state.path = path
        let file = try Self.open(path)
        try file.write(contentsOf: Data(state.memory))
        state.memory = []
        state.file = file
    }

    private static func open(_ path: String) throws(CDPError) -> FileHandle {
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            return FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: true)
        } catch {
            throw CDPError(.refused(0), "record", "can't write \(path): \(error)")
        }
    }
}
