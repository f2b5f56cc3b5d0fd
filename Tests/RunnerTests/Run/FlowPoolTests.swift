import Flows
import Foundation
import Synchronization
import Testing

@testable import Runner

@Suite(.timeLimit(.minutes(1))) struct FlowPoolTests {
    private let flows = (0..<12).map { Flow(name: "Flow \($0)") }

    private final class Started: Sendable {
        private let number = Mutex(0)
        var count: Int { number.withLock { $0 } }

        func add() -> Int {
            number.withLock { number in
                number += 1
                return number
            }
        }
    }

    @Test(arguments: [1, 3, 12, 50])
    func `no more than the width are played at once, and all are`(width: Int) async {
        let counts = Mutex((now: 0, most: 0))
        let played = Mutex<Set<String>>([])
        await FlowPool.run(flows, width: width) { flow in
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            for _ in 0..<50 { await Task.yield() }
            counts.withLock { $0.now -= 1 }
            played.withLock { _ = $0.insert(flow.name) }
        }
        #expect(played.withLock { $0 } == Set(flows.map(\.name)))
        #expect(counts.withLock { $0.most } <= width)
        #expect(counts.withLock { $0.most } > (width > 1 ? 1 : 0))
    }

    @Test func `once cancelled no further flow starts, and those that run are waited for`() async {
        let started = Started()
        let (both, sink) = AsyncStream.makeStream(of: Void.self)
        let flows = flows
        let ended = Started()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await FlowPool.run(flows, width: 2) { flow in
                    if started.add() == 2 { sink.finish() }
                    // Until it is cancelled.
                    for await _ in AsyncStream<Void>.makeStream().stream {}
                    _ = ended.add()
                }
            }
            for await _ in both {}
            group.cancelAll()
        }
        #expect(started.count == 2)
        #expect(ended.count == 2)
    }
}
