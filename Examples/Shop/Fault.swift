/// A defect that can be switched on when the server starts, to see whether a test suite notices it.
enum Fault: String, CaseIterable, Sendable {
    case deadAddButton = "dead-add-button"
    case staleBadge = "stale-badge"
    case searchIgnoresTerm = "search-ignores-term"
    case wrongFilter = "wrong-filter"
    case wrongSort = "wrong-sort"
    case deadMenu = "dead-menu"
    case brokenBack = "broken-back"
    case variantLost = "variant-lost"
    case productException = "product-exception"
    case emptyReviews = "empty-reviews"
    case wrongTotal = "wrong-total"
    case itemStays = "item-stays"
    case noDiscount = "no-discount"
    case nameMissing = "name-missing"
    case anyPassword = "any-password"
    case staysSignedIn = "stays-signed-in"
    case emptyPostalCode = "empty-postal-code"
    case wrongCountry = "wrong-country"
    case wrongCity = "wrong-city"
    case payOverlay = "pay-overlay"
    case orderFails = "order-fails"
    case noToast = "no-toast"
    case deadOrderSort = "dead-order-sort"
    case wrongDetails = "wrong-details"
    case invoiceName = "invoice-name"
    case invoiceContents = "invoice-contents"
    case profileNotSaved = "profile-not-saved"
    case uploadName = "upload-name"
    case boardNotSaved = "board-not-saved"
    case confirmIgnored = "confirm-ignored"
    case newsNeverEnds = "news-never-ends"
    case statusStuck = "status-stuck"
    case newsletterAcceptsAll = "newsletter-accepts-all"

    /// The environment variable that switches it on.
    var variable: String {
        Fault.prefix + rawValue.uppercased().replacing("-", with: "_")
    }

    static let prefix = "SHOP_FAULT_"
}
