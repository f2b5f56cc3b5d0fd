/// The script that every isolated world of ours gets: the files of this folder, in the order they build on each other.
enum InPageScript {
    static let source: String = [
        PackageResources.base_js, PackageResources.closed_js, PackageResources.names_js,
        PackageResources.scan_js,
        PackageResources.read_js,
        PackageResources.act_js, PackageResources.drag_js, PackageResources.controls_js,
        PackageResources.point_js,
        PackageResources.settle_js,
        PackageResources.vitals_js,
    ]
    .map { bare(String(decoding: $0, as: UTF8.self)) }
    .joined(separator: "\n;\n")

    /// The script without what is only for its readers: a browser is sent it anew for every page.
    ///
    /// Whole lines alone are left out, so no text within the script can be mistaken for a comment.
    static func bare(_ script: String) -> String {
        script.split(separator: "\n").compactMap { line -> Substring? in
            let line = line.drop { $0 == " " }
            return line.isEmpty || line.hasPrefix("//") ? nil : line
        }
        .joined(separator: "\n")
    }
}
