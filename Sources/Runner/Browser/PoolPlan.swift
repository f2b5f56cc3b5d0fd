/// Which browser a flow goes to, when a browser has served enough, and when it is ended.
///
/// Pure. A browser that has served enough is followed by another before it is drained, so that no flow waits for it.
struct PoolPlan: Sendable, Equatable {
    typealias ID = Int

    struct Limits: Sendable, Equatable {
        /// How many flows share a browser; nil: all.
        ///
        /// One browser with many contexts needs less than many browsers.
        var flows: Int?
        /// Chromium keeps a little of every context it ever had.
        var contexts = 200
        /// Memory of the browser's whole process group.
        var bytes: UInt64 = 2 << 30
        /// A browser this fresh is not followed by another: an application that big would fill that one too.
        var fewestContexts = 10
    }

    enum Phase: Sendable, Equatable {
        case starting, serving
        /// Takes no flows any more and ends with its last.
        case draining
    }

    struct Seat: Sendable, Equatable {
        let id: ID
        var phase = Phase.starting
        /// Flows that are in it.
        var flows = 0
        /// Contexts it has had.
        var contexts = 0
        var bytes: UInt64 = 0
        /// The browser it follows, when it was started for that.
        var follows: ID?
    }

    enum Placement: Sendable, Equatable {
        case seat(ID)
        /// There is no browser with room: start this one.
        case start(ID)
    }

    let limits: Limits
    private(set) var seats: [Seat] = []
    private(set) var recycled = 0
    private var lastID = 0

    init(limits: Limits = Limits()) { self.limits = limits }

    /// Finds a place for one more flow and counts it in.
    mutating func place() -> Placement {
        if let index = seats.firstIndex(where: { $0.phase == .serving && hasRoom($0) }) {
            seats[index].flows += 1
            return .seat(seats[index].id)
        }
        // One that is being started for somebody else is waited for, unless it will be full.
        if let index = seats.firstIndex(where: { $0.phase == .starting && hasRoom($0) }) {
            seats[index].flows += 1
            return .seat(seats[index].id)
        }
        let id = add(flows: 1)
        return .start(id)
    }

    /// Counts a flow into a browser that has a page ready for it; false when it takes no more.
    mutating func enter(_ id: ID) -> Bool {
        guard let seat = self[id], seat.phase == .serving, hasRoom(seat) else { return false }
        change(id) { $0.flows += 1 }
        return true
    }

    private func hasRoom(_ seat: Seat) -> Bool { limits.flows.map { seat.flows < $0 } ?? true }

    private mutating func add(flows: Int = 0, follows: ID? = nil) -> ID {
        lastID += 1
        seats.append(Seat(id: lastID, flows: flows, follows: follows))
        return lastID
    }

    /// A context was made in the browser, for a flow or in advance.
    mutating func madeContext(in id: ID) { change(id) { $0.contexts += 1 } }

    mutating func weighed(_ id: ID, _ bytes: UInt64) { change(id) { $0.bytes = bytes } }

    /// The browser runs; returns the ones that have become idle and are to be ended.
    mutating func started(_ id: ID) -> [ID] {
        change(id) { $0.phase = .serving }
        guard let old = self[id]?.follows, self[old] != nil else { return [] }
        recycled += 1
        change(old) { $0.phase = .draining }
        return takeIdle()
    }

    /// The browser could not be started, or has died.
    mutating func lost(_ id: ID) {
        // The one it was to follow goes on, and is looked at again when it has served as much once more.
        if let old = self[id]?.follows, self[id]?.phase == .starting { change(old) { $0.contexts = 0 } }
        seats.removeAll { $0.id == id }
    }

    /// A flow is over; returns the browsers that are to be ended.
    mutating func left(_ id: ID) -> [ID] {
        change(id) { $0.flows -= 1 }
        return takeIdle()
    }

    /// A browser to start now because another has served enough; nil when none has.
    mutating func successor() -> ID? {
        let followed = Set(seats.compactMap(\.follows))
        let worn = seats.first { $0.phase == .serving && isWorn($0) && !followed.contains($0.id) }
        return worn.map { add(follows: $0.id) }
    }

    private func isWorn(_ seat: Seat) -> Bool {
        seat.contexts >= limits.contexts
            || (seat.bytes > limits.bytes && seat.contexts >= limits.fewestContexts)
    }

    func serves(_ id: ID) -> Bool { self[id]?.phase == .serving }

    /// The browser that contexts are made in advance in.
    var warmSeat: ID? { seats.last { $0.phase == .serving && hasRoom($0) }?.id }

    private subscript(id: ID) -> Seat? { seats.first { $0.id == id } }

    private mutating func change(_ id: ID, _ body: (inout Seat) -> Void) {
        guard let index = seats.firstIndex(where: { $0.id == id }) else { return }
        body(&seats[index])
    }

    private mutating func takeIdle() -> [ID] {
        let idle = seats.filter { $0.phase == .draining && $0.flows == 0 }.map(\.id)
        seats.removeAll { idle.contains($0.id) }
        return idle
    }
}
