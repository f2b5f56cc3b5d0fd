import CCurl

/// What the loop's thread does: takes orders, moves transfers, answers callers.
final class MultiLoop {
    private let inbox: TransferInbox
    private let multi: MultiHandle
    private var transfers: [UInt: Transfer] = [:]
    private var isStopping = false

    init(inbox: TransferInbox, multi: MultiHandle) {
        self.inbox = inbox
        self.multi = multi
    }

    func run() {
        while true {
            runCommands()
            if isStopping { break }
            for (address, result) in multi.perform() {
                if let transfer = transfers[address] { finish(transfer, transfer.outcome(result)) }
            }
            multi.waitForWork()
        }
        for transfer in transfers.values {
            finish(transfer, .failure(transfer.error(.closed, "the client was closed")))
        }
    }

    private func runCommands() {
        for command in inbox.drain() {
            switch command {
            case .start(let order):
                start(order)
            case .cancel(let id):
                guard let transfer = transfers.values.first(where: { $0.order.id == id }) else { continue }
                finish(transfer, .failure(transfer.error(.cancelled, "the task was cancelled")))
            case .stop:
                isStopping = true
            }
        }
    }

    private func start(_ order: TransferOrder) {
        do {
            let transfer = try Transfer(order)
            guard multi.add(transfer) else {
                let code = Int(CURLE_FAILED_INIT.rawValue)
                order.caller.resume(throwing: transfer.error(.other(code), "no room for the transfer"))
                return
            }
            transfers[transfer.address] = transfer
        } catch {
            order.caller.resume(throwing: error)
        }
    }

    private func finish(_ transfer: Transfer, _ outcome: Result<HTTPResponse, any Error>) {
        transfers[transfer.address] = nil
        multi.remove(transfer)
        transfer.order.caller.resume(with: outcome)
    }
}
