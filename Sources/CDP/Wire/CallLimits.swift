/// How long DevTools calls may take before they fail, and why.
package enum CallLimits {
    /// Any call that does not say otherwise.
    ///
    /// A healthy browser answers in milliseconds; ten seconds only pass when the renderer hangs or the
    /// machine is starved.
    package static let command: Duration = .seconds(10)
    /// A capture waits for a frame; a page that cannot draw one in this time is stuck.
    package static let capture: Duration = .seconds(5)
    /// The probe that tells a hung page from a slow call.
    package static let ping: Duration = .seconds(2)
    /// How exactly deadlines are kept: expired calls are looked for this often.
    static let resolution: Duration = .milliseconds(100)
}
