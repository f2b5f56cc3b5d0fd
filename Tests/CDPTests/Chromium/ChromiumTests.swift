import Testing

/// What needs a real browser; one test at a time, for they share it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ChromiumTests {}
