/// The calls that wait for an answer.
///
/// Pure: it hands back whom to tell, and tells nobody itself.
///
/// Every entry leaves the ledger exactly once, whichever of reply, deadline, crash, detach, close or
/// cancellation comes first.
struct CommandLedger<Waiter> {
    struct Entry {
        let method: String
        let session: SessionID?
        let deadline: ContinuousClock.Instant
        let opened: ContinuousClock.Instant
        let waiter: Waiter
        fileprivate(set) var isSent = false
    }

    private var entries: [Int: Entry] = [:]
    /// Calls whose deadline passed, and the sessions they were on; the newest only.
    private var overdue: [Int: SessionID?] = [:]
    private static var mostOverdue: Int { 64 }
    private var lastID = 0
    private(set) var isClosed = false

    var pendingMethods: [String] { entries.sorted { $0.key < $1.key }.map(\.value.method) }
    /// Whether a call is on its way, so that what is sent now comes after it.
    var awaitsAnswer: Bool { entries.values.contains(where: \.isSent) }
    var isEmpty: Bool { entries.isEmpty }

    /// Opens an entry and returns the id to put on the wire, or nil once the ledger is closed.
    mutating func open(_ entry: Entry) -> Int? {
        guard !isClosed else { return nil }
        lastID += 1
        entries[lastID] = entry
        return lastID
    }

    mutating func sent(_ ids: [Int]) { for id in ids { entries[id]?.isSent = true } }

    mutating func settle(_ id: Int) -> Entry? {
        overdue[id] = nil
        return entries.removeValue(forKey: id)
    }

    /// Whether a call on the session has missed its deadline and was not answered since.
    func isOverdue(on session: SessionID) -> Bool { overdue.values.contains(session) }

    /// Takes out all that waits on one session.
    mutating func fail(session: SessionID) -> [Entry] {
        for (id, other) in overdue where other == session { overdue[id] = nil }
        return take { $0.session == session }
    }

    mutating func expire(at now: ContinuousClock.Instant) -> [Entry] {
        for (id, entry) in entries where entry.deadline <= now {
            overdue.updateValue(entry.session, forKey: id)
        }
        for id in overdue.keys.sorted().dropLast(Self.mostOverdue) { overdue[id] = nil }
        return take { $0.deadline <= now }
    }

    /// Takes out everything and lets nothing in any more.
    mutating func close() -> [Entry] {
        isClosed = true
        return take { _ in true }
    }

    private mutating func take(where leaves: (Entry) -> Bool) -> [Entry] {
        let leaving = entries.filter { leaves($0.value) }.sorted { $0.key < $1.key }
        for (id, _) in leaving { entries[id] = nil }
        return leaving.map(\.value)
    }
}
