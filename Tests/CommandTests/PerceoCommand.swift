import Testing

/// Runs the built `perceo` as a user does and looks at its exit code, its messages and what it leaves behind.
@Suite(.serialized, .timeLimit(.minutes(1)), .site, .shop)
enum PerceoCommand {}

/// Flow files that several tests play.
enum SampleFlow {
    /// Passes on the test site.
    static let passing = """
        name: Plain
        entry_point: /plain
        steps:
          - name: Read the heading
            expected_state: {visible: [Plain page]}
        """
    /// Fails on the test site, in step 2.
    static let failing = """
        name: Whale
        entry_point: /plain
        steps:
          - name: Read the heading
            expected_state: {visible: [Plain page]}
          - name: See a whale
            timeout_ms: 400
            expected_state: {visible: [A blue whale]}
          - name: Feed it
            actions: [{type: click, target: Feed}]
        """

    /// One that reads a heading on a page.
    static func reading(_ heading: String, at path: String, name: String, limit: Int = 800, more: String = "")
        -> String
    {
        """
        name: \(name)
        entry_point: \(path)
        \(more)steps:
          - name: Read \(heading)
            timeout_ms: \(limit)
            expected_state: {visible: ["\(heading)"]}
        """
    }
}
