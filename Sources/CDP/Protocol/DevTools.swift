/// Namespace of the wire types: `DevTools.Page.Navigate`, `DevTools.Network.RequestWillBeSentEvent`, ….
///
/// `Generated/` holds one file per protocol domain, written by `cdpgen` from `subset.txt`.
package enum DevTools {}

/// A DevTools command: its parameters as a value, and the type of what Chromium answers.
package protocol DevToolsCommand: Sendable {
    associatedtype Reply: Decodable & Sendable

    /// Wire name, `Domain.command`.
    static var method: String { get }

    /// Writes the members of `params`, without the braces around them; members that are nil are left out.
    func write(to json: inout JSONWriter)
}

/// A DevTools event, decoded from the `params` of its message.
///
/// An event without parameters decodes from `{}`.
package protocol DevToolsEvent: Decodable, Sendable {
    /// Wire name, `Domain.event`.
    static var method: String { get }
}

/// What commands answer that return nothing.
package struct EmptyReply: Decodable, Sendable {
    package init() {}
}
