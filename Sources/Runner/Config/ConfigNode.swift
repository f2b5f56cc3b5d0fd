import Flows

/// A value of the merged configuration together with the way to it.
struct ConfigNode {
    let node: SourceNode
    let pointer: String

    init(_ node: SourceNode, pointer: String = "") {
        self.node = node
        self.pointer = pointer
    }

    var isMapping: Bool {
        if case .mapping = node.content { true } else { false }
    }

    func problem(_ message: String, hint: String? = nil) -> ConfigProblem {
        ConfigProblem(node.location, pointer: pointer, message, hint: hint)
    }

    func child(_ key: String, _ node: SourceNode) -> ConfigNode {
        let escaped = key.replacing("~", with: "~0").replacing("/", with: "~1")
        return ConfigNode(node, pointer: "\(pointer)/\(escaped)")
    }

    /// `stronger` over `weaker`: objects are merged key by key, everything else is replaced.
    static func merge(_ weaker: SourceNode, with stronger: SourceNode) -> SourceNode {
        guard case .mapping(let base) = weaker.content, case .mapping(let changes) = stronger.content
        else { return stronger }
        var merged = base
        for change in changes {
            guard let index = merged.firstIndex(where: { $0.key == change.key }) else {
                merged.append(change)
                continue
            }
            let value = merge(merged[index].value, with: change.value)
            merged[index] = .init(key: change.key, keyLocation: change.keyLocation, value: value)
        }
        return SourceNode(.mapping(merged), location: weaker.location)
    }
}
