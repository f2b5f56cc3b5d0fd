import Foundation
import PerceoTestKit
import Testing

@testable import CDP

@Suite struct RecordingProblemTests {
    @Test("a full disk is told from other failures, by whatever name it comes")
    func kinds() {
        let wrapped = CocoaError(
            .fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: POSIXError(.ENOSPC) as NSError])
        let full: [any Error] = [
            POSIXError(.ENOSPC), POSIXError(.EDQUOT), CocoaError(.fileWriteOutOfSpace), wrapped,
            VideoEncoder.failure("av_interleaved_write_frame(): No space left on device"),
        ]
        for error in full { #expect(RecordingProblem(error).kind == .diskFull, "\(error)") }
        let other: [any Error] = [
            POSIXError(.EACCES), CDPError(.timedOut, "IO.read", "nothing"), CancellationError(),
            VideoEncoder.failure("Unknown encoder 'libvpx'"),
        ]
        for error in other { #expect(RecordingProblem(error).kind == .failure, "\(error)") }
        #expect(RecordingProblem(CDPError(.detached, "IO.read", "closed")).kind == .loss)
    }

    @Test("an encoder is looked for along the path first")
    func encoder() async throws {
        try await withTemporaryFolder { folder in
            let program = folder.path + "/ffmpeg"
            #expect(FileManager.default.createFile(atPath: program, contents: nil))
            #expect(VideoEncoder.locate(in: ["PATH": "/nowhere:\(folder.path)"]) != program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            #expect(VideoEncoder.locate(in: ["PATH": "/nowhere:\(folder.path):/usr/bin"]) == program)
        }
    }

    @Test("what the system said is told in its words")
    func words() {
        #expect(RecordingProblem(POSIXError(.ENOSPC)).text == "No space left on device")
        #expect(RecordingProblem(VideoEncoder.failure("broken")).text.hasSuffix("broken"))
    }
}
