import Foundation

extension FileManager {
    /// Every path below `folder`, sorted; empty when there is no such folder.
    func paths(below folder: URL) -> [String] {
        ((try? subpathsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}
