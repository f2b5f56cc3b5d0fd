/// The script that every isolated world of ours gets: the files of this folder, in the order they build on each other.
enum InPageScript {
    static let source: String = [
        PackageResources.base_js, PackageResources.closed_js, PackageResources.names_js,
        PackageResources.scan_js,
        PackageResources.read_js,
        PackageResources.act_js, PackageResources.settle_js,
    ]
    .map { String(decoding: $0, as: UTF8.self) }
    .joined(separator: "\n;\n")
}
