import Foundation
import Testing

@testable import CDP

@Suite struct MemoryTests {
    @Test func `what is available is read from the kernel's own estimate`() {
        let text = "MemTotal:       24683520 kB\nMemFree:         100 kB\nMemAvailable:   22669312 kB\n"
        #expect(MachineMemory.availableBytes(in: text) == 22_669_312 * 1024)
        #expect(MachineMemory.availableBytes(in: "MemTotal: 1 kB") == nil)
        #expect(MachineMemory.available.map { $0 > 1 << 20 } == true)
    }

    @Test(
        arguments: [
            ("0::/user/job\n", ["/sys/fs/cgroup", "/sys/fs/cgroup/user", "/sys/fs/cgroup/user/job"]),
            (
                "5:cpu,cpuacct:/x\n4:memory:/docker/a\n0::/\n",
                [
                    "/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/docker", "/sys/fs/cgroup/memory/docker/a",
                    "/sys/fs/cgroup",
                ]
            ), ("", []), ("nonsense", []),
        ])
    func `the control groups above us are found in either version`(list: String, folders: [String]) {
        #expect(MachineMemory.memoryGroups(in: list) == folders)
    }

    @Test(
        arguments: [
            ("1000\n" as String?, "700\n" as String?, nil as String?, 300 as UInt64?),
            ("1000", "700", "anon 500\ninactive_file 200\n", 500),
            ("1000", "1200", nil, 0),
            ("max\n", "700", nil, nil),
            ("9223372036854771712", "700", nil, nil),
            (nil, nil, nil, nil),
        ])
    func `a group's limit leaves what is not in use`(
        limit: String?, usage: String?, statistics: String?, left: UInt64?
    ) {
        #expect(MachineMemory.headroom(limit: limit, usage: usage, statistics: statistics) == left)
    }

    @Test func `processes are told by the session they are in, and shared memory counts in part`() {
        #expect(SessionMemory.session(in: "12 (a b) c) S 1 12 34 0 -1") == 34)
        #expect(SessionMemory.session(in: "12 (gone) Z 1 12 34 0 -1") == nil)
        #expect(
            SessionMemory.proportionalBytes(in: "Rss: 900 kB\nPss:  120 kB\nPss_Dirty: 7 kB\n") == 120 * 1024)
        #expect(SessionMemory.privateBytes(in: "5000 300 100 1 0 2 0\n") == 200 * 4096)
        #expect(SessionMemory.privateBytes(in: "") == nil)
    }
}
