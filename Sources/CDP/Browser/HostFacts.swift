import Foundation
import Glibc

/// What the machine allows, read once per launch.
package enum HostFacts {
    /// Why Chromium's sandbox cannot be used here, or nil when it can.
    package static var sandboxObstacle: String? {
        if geteuid() == 0 { return "running as root" }
        for marker in ["/.dockerenv", "/run/.containerenv"]
        where FileManager.default.fileExists(atPath: marker) {
            return "running in a container"
        }
        return nil
    }

    /// Whether `/dev/shm` has the 2 GB that big pages may need.
    package static var hasRoomInSharedMemory: Bool {
        let values = try? FileManager.default.attributesOfFileSystem(forPath: "/dev/shm")
        guard let free = values?[.systemFreeSize] as? NSNumber else { return false }
        return free.int64Value > 2_000_000_000
    }
}
