import Foundation

/// The picture files of one attempt: each content once, and no more than a reader can look through.
struct PictureBook: Sendable {
    /// A flow that asks for more has gone round in circles.
    static let most = 400

    private(set) var names: [String] = []
    /// By size: that alone tells nearly all pictures apart.
    private var known: [Int: [String]] = [:]

    var isFull: Bool { names.count >= Self.most }

    /// Writes `bytes` into `folder` as `name`, unless a file there holds the same already.
    ///
    /// - Returns: The name of the file that holds them.
    mutating func add(_ bytes: [UInt8], as name: String, in folder: URL) throws -> String {
        let data = Data(bytes)
        for same in known[bytes.count] ?? []
        where (try? Data(contentsOf: folder.appending(path: same))) == data { return same }
        try data.write(to: folder.appending(path: name))
        known[bytes.count, default: []].append(name)
        names.append(name)
        return name
    }
}
