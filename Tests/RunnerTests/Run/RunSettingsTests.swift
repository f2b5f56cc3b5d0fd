import Agent
import CDP
import Foundation
import Testing

@testable import Runner

@Suite struct RunSettingsTests {
    private func request(_ change: (inout RunRequest) -> Void = { _ in }) -> RunRequest {
        var request = RunRequest(projectFolder: URL(filePath: "/project"), environment: [:])
        change(&request)
        return request
    }

    @Test func `defaults hold where nobody says otherwise`() throws {
        let settings = try RunSettings(request(), PerceoConfig())
        #expect(settings == RunSettings())
        #expect(settings.parallel == 5)
        #expect(settings.retries == 0)
        #expect(settings.video == .on)
        #expect(settings.screenshots == .steps)
    }

    @Test func `the command line outranks the configuration`() throws {
        var config = PerceoConfig()
        config.baseURL = ConfigText(literal: "http://config")
        config.run.parallel = 2
        config.run.retries = 3
        config.run.video = .off
        config.run.stepTimeout = .seconds(9)
        config.browser.viewport = PerceoConfig.Viewport(width: 400, height: 800)
        let plain = try RunSettings(request(), config)
        #expect(plain.baseURL?.absoluteString == "http://config")
        #expect(plain.parallel == 2)
        #expect(plain.retries == 3)
        #expect(plain.video == .off)
        #expect(plain.limits.step == .seconds(9))
        #expect(plain.viewport.width == 400)
        let asked = request {
            $0.baseURL = "https://line/app"
            $0.parallel = 7
            $0.retries = 0
            $0.video = .onFailure
        }
        let outranked = try RunSettings(asked, config)
        #expect(outranked.baseURL?.absoluteString == "https://line/app")
        #expect(outranked.parallel == 7)
        #expect(outranked.retries == 0)
        #expect(outranked.video == .onFailure)
    }

    @Test(arguments: ["shop", "ftp://shop", "//shop", "javascript:alert(1)", ""])
    func `a base URL is an http, https or file address`(text: String) {
        #expect(throws: RunnerError.self) { try RunSettings(request { $0.baseURL = text }, PerceoConfig()) }
    }

    @Test(arguments: [(0, 0), (65, 0), (-1, 0), (1, -1), (1, 11)])
    func `numbers have limits`(parallel: Int, retries: Int) {
        let asked = request {
            $0.parallel = parallel
            $0.retries = retries
        }
        let error = #expect(throws: RunnerError.self) { try RunSettings(asked, PerceoConfig()) }
        #expect(error?.exitCode == 2)
    }
}
