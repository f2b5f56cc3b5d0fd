import Agent
import Foundation
import Testing

@testable import Runner

@Suite struct RepeatCommandTests {
    private func command(
        hasRecording: Bool = false, _ change: (inout RunRequest) -> Void = { _ in }
    ) -> String {
        var request = RunRequest(projectFolder: URL(filePath: "/nowhere"), environment: [:])
        change(&request)
        let shown = request.baseURL == nil ? nil : "http://shop.test"
        return RepeatCommand(request, baseURL: shown, folder: "artifacts/1").text(
            "Buy", hasRecording: hasRecording)
    }

    @Test("a flow is repeated with what decides its verdict, and with nothing else")
    func options() {
        #expect(command() == "perceo flows run \"Buy\"")
        let all = command { request in
            request.baseURL = "http://ada:secret@shop.test"
            request.flowsFolder = "my flows"
            request.agent = .computerUse
            request.heal = .off
            request.parallel = 3
            request.retries = 2
        }
        #expect(
            all == "perceo flows run \"Buy\" --base-url http://shop.test --flows 'my flows' "
                + "--agent computer-use --heal off")
    }

    @Test("it is repeated from a recording when there is one")
    func recordings() {
        let replay = "perceo flows run \"Buy\" --model replay"
        #expect(
            command(hasRecording: true) { $0.modelMode = .record } == replay + " --recordings artifacts/1")
        #expect(command { $0.modelMode = .record } == "perceo flows run \"Buy\"")
        #expect(command { $0.modelMode = .live } == "perceo flows run \"Buy\"")
        #expect(command { $0.modelMode = .replay } == replay)
        let again = command { request in
            request.modelMode = .replay
            request.recordings = "kept/7"
        }
        #expect(again == replay + " --recordings kept/7")
    }

    @Test(
        "no option is more than one word to a shell",
        arguments: [
            ("a-b/c.d:1", "a-b/c.d:1"), ("a b", "'a b'"), ("$(x)", "'$(x)'"), ("it's", "'it'\\''s'"),
            ("", "''"),
            ("a;b", "'a;b'"), ("a\nb", "'a b'"),
        ])
    func words(text: String, word: String) {
        #expect(ReportText.word(text) == word)
    }
}
