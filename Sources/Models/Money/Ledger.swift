/// Keeps spending under its caps although many spend at once: what a call may cost is reserved before it is made.
///
/// A cap is exceeded by at most one call: a reservation that does not fit is only granted when no other call of the
/// same account is under way and the account has something left.
package struct Ledger: Sendable, Hashable {
    /// Who spends: the run, a flow in it, a step of that.
    ///
    /// Each account is also charged to those above it.
    package struct Account: Sendable, Hashable {
        package let path: [String]
        package init(_ path: String...) { self.path = path }

        fileprivate var chain: [[String]] { (0...path.count).map { Array(path.prefix($0)) } }
    }

    package struct Reservation: Sendable, Hashable {
        fileprivate let id: Int
        fileprivate let account: Account
        package let amount: Money
    }

    package enum Answer: Sendable, Hashable {
        case granted(Reservation)
        /// Calls under way may give some back.
        case wait
        /// The cap of this account, by its path, is reached.
        case spent(account: [String], cap: Money)
    }

    private struct Book: Hashable {
        var cap: Money?
        var spent = Money.zero
        var reserved = Money.zero
        var underWay = 0
    }

    private var books: [[String]: Book] = [:]
    private var open: Set<Int> = []
    private var lastID = 0

    /// - Parameter cap: Of everything together; nil: none.
    package init(cap: Money? = nil) { books[[]] = Book(cap: cap) }

    package mutating func setCap(_ cap: Money?, of account: Account) {
        books[account.path, default: Book()].cap = cap
    }

    package func spent(_ account: Account = Account()) -> Money { books[account.path]?.spent ?? .zero }

    package mutating func reserve(_ most: Money, for account: Account) -> Answer {
        var mustWait = false
        for path in account.chain {
            guard let book = books[path], let cap = book.cap else { continue }
            if book.spent + book.reserved + most <= cap { continue }
            if book.underWay > 0 {
                mustWait = true
            } else if book.spent >= cap {
                return .spent(account: path, cap: cap)
            }
        }
        if mustWait { return .wait }
        lastID += 1
        open.insert(lastID)
        for path in account.chain {
            books[path, default: Book()].reserved += most
            books[path, default: Book()].underWay += 1
        }
        return .granted(Reservation(id: lastID, account: account, amount: most))
    }

    /// Ends a reservation with what the call has really cost.
    ///
    /// Only the first time counts.
    package mutating func settle(_ reservation: Reservation, cost: Money) {
        guard open.remove(reservation.id) != nil else { return }
        for path in reservation.account.chain {
            books[path, default: Book()].reserved -= reservation.amount
            books[path, default: Book()].underWay -= 1
            books[path, default: Book()].spent += cost
        }
    }
}
