import CDP
import Flows
import Models

/// Types what a model has written, now or when it is done again: values for their names, and secrets only where they may go.
struct Typist: Sendable {
    let page: Page
    let values: [String: FlowText]

    /// - Parameter frame: Tells the frame that has the focus, when that matters; nil: the page's own.
    /// - Throws: `ActionProblem` for what may not be typed, before anything is.
    func type(
        _ text: String, into frame: () async throws -> FrameID?, within limit: Duration
    ) async throws -> (typed: FlowText, waits: [Wait]) {
        let typed = try Placeholders(values).fill(text)
        if !typed.secrets.isEmpty, let origins = page.environment.emulation.requests.origins {
            // Neither for another page nor for a frame of another site.
            let frame = try await frame()
            let addresses = [page.url] + page.frames.filter { $0.id == frame }.map(\.url)
            guard addresses.allSatisfy(origins.allows) else {
                throw ActionProblem("Not typed: this page is not one that the value is for.")
            }
        }
        return (typed, try await page.type(typed.reveal { $0 }, into: nil, within: limit))
    }

    /// - Parameter keys: Keys and chords, such as `Enter` and `Control+A`.
    func press(_ keys: [String], within limit: Duration) async throws -> [Wait] {
        var waits: [Wait] = []
        for key in keys { waits += try await page.press(try Self.chord(key), on: nil, within: limit) }
        return waits
    }

    static func chord(_ key: String) throws(ActionProblem) -> KeyChord {
        do {
            return try KeyChord(parsing: key)
        } catch {
            throw ActionProblem("\(error)")
        }
    }
}
