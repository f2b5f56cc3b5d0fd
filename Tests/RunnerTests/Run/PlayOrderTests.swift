import Flows
import Testing

@testable import Runner

@Suite struct PlayOrderTests {
    private func flow(_ name: String, steps: Int = 1, setup: [String] = []) -> Flow {
        Flow(name: name, setup: setup, steps: (1...steps).map { Step(number: $0, name: "Step \($0)") })
    }

    private func names(_ flows: [Flow], setups: [Flow] = []) -> [String] {
        PlayOrder.jobs(flows, setups: setups).map { job in
            switch job {
            case .setup(let flow): "setup \(flow.name)"
            case .flow(let index): flows[index].name
            }
        }
    }

    @Test func `long flows go first, equal ones in their order`() {
        #expect(
            names([flow("a"), flow("b", steps: 3), flow("c"), flow("d", steps: 2)]) == ["b", "d", "a", "c"])
    }

    @Test func `setups go before all, and those who start from them last`() {
        let flows = [
            flow("a", steps: 9, setup: ["in"]), flow("b"), flow("c", setup: ["in", "cart"]),
            flow("in", steps: 2),
        ]
        let all = flows + [flow("cart"), flow("unused")]
        #expect(names(flows, setups: all) == ["setup in", "setup cart", "in", "b", "a", "c"])
    }
}
