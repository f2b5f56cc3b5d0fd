extension Page {
    /// Makes closed shadow roots part of the frame's page: asks DevTools about the elements that a scan suspects of one.
    ///
    /// - Returns: Whether there were any.
    package func adoptClosedRoots(in frame: FrameID, within limit: Duration) async throws -> Bool {
        try await adopt(in: frame, within: limit) { place in
            try await closedRoots(of: suspects(at: place, limit), at: place, limit)
        }
    }

    /// The same for every element, suspected or not.
    ///
    /// For when something is not found: DevTools then describes the whole document, which takes as long as a few looks.
    package func adoptAllClosedRoots(in frame: FrameID, within limit: Duration) async throws -> Bool {
        try await adopt(in: frame, within: limit) { try await allClosedRoots(at: $0, limit) }
    }

    private func adopt(
        in frame: FrameID, within limit: Duration,
        _ find: (FramePlace) async throws -> [DevTools.Runtime.RemoteObjectId]
    ) async throws -> Bool {
        let place = try await place(of: frame, within: limit)
        do {
            let roots = try await find(place)
            guard !roots.isEmpty else { return false }
            let adopt = roots.map {
                Call(
                    DevTools.Runtime.CallFunctionOn(
                        functionDeclaration: "function() { return __perceo.adopt(this) }", objectId: $0,
                        returnByValue: true))
            }
            let replies = try await exchange(adopt + [release], at: place, within: limit)
            return try replies.dropLast().contains { reply in
                try reply.decode(DevTools.Runtime.CallFunctionOn.Reply.self).result.value?.bool == true
            }
        } catch let error as CDPError {
            // Elements that went away meanwhile, or their whole document: the next look asks again.
            guard !error.isLoss, error.code != .timedOut else { throw error }
            return false
        }
    }

    private static let objects = "perceo-closed"
    private var release: Call { Call(DevTools.Runtime.ReleaseObjectGroup(objectGroup: Self.objects)) }

    private func suspects(at place: FramePlace, _ limit: Duration) async throws -> [DevTools.Runtime
        .RemoteObjectId]
    {
        let ask = DevTools.Runtime.Evaluate(
            expression: "__perceo.suspects()", objectGroup: Self.objects, returnByValue: false,
            uniqueContextId: place.world)
        guard let list = try await send(ask, at: place, within: limit).result.objectId else { return [] }
        let items = try await send(
            DevTools.Runtime.GetProperties(objectId: list, ownProperties: true), at: place, within: limit)
        return items.result.filter { Int($0.name) != nil }.compactMap { $0.value?.objectId }
    }

    private func closedRoots(
        of hosts: [DevTools.Runtime.RemoteObjectId], at place: FramePlace, _ limit: Duration
    ) async throws -> [DevTools.Runtime.RemoteObjectId] {
        guard !hosts.isEmpty else { return [] }
        let questions = hosts.map { Call(DevTools.DOM.DescribeNode(objectId: $0, depth: 0)) }
        let closed = try await exchange(questions, at: place, within: limit).flatMap { reply in
            let node = try reply.decode(DevTools.DOM.DescribeNode.Reply.self).node
            return (node.shadowRoots ?? []).filter { $0.shadowRootType == .closed }.map(\.backendNodeId)
        }
        return try await objects(of: closed, at: place, limit)
    }

    private func allClosedRoots(
        at place: FramePlace, _ limit: Duration
    ) async throws -> [DevTools.Runtime.RemoteObjectId] {
        let ask = DevTools.Runtime.Evaluate(
            expression: "document", objectGroup: Self.objects, returnByValue: false,
            uniqueContextId: place.world)
        guard let document = try await send(ask, at: place, within: limit).result.objectId else { return [] }
        let describe = Call(DevTools.DOM.DescribeNode(objectId: document, depth: -1, pierce: true))
        // Nearly always there are none, and the answer is big: not worth decoding.
        guard let reply = try await exchange([describe], at: place, within: limit).first,
            reply.message.firstRange(of: Array(#""shadowRootType":"closed""#.utf8)) != nil
        else { return [] }
        let root = try reply.decode(DevTools.DOM.DescribeNode.Reply.self).node
        return try await objects(of: Self.closedRoots(below: root), at: place, limit)
    }

    /// Documents of frames are asked about by themselves.
    private static func closedRoots(below node: DevTools.DOM.Node) -> [DevTools.DOM.BackendNodeId] {
        let roots = node.shadowRoots ?? []
        let own = roots.filter { $0.shadowRootType == .closed }.map(\.backendNodeId)
        return own + (roots + (node.children ?? [])).flatMap(closedRoots)
    }

    private func objects(
        of closed: [DevTools.DOM.BackendNodeId], at place: FramePlace, _ limit: Duration
    ) async throws -> [DevTools.Runtime.RemoteObjectId] {
        guard !closed.isEmpty else { return [] }
        let resolve = closed.map {
            Call(
                DevTools.DOM.ResolveNode(
                    backendNodeId: $0, objectGroup: Self.objects, executionContextId: place.context))
        }
        return try await exchange(resolve, at: place, within: limit).compactMap {
            try $0.decode(DevTools.DOM.ResolveNode.Reply.self).object.objectId
        }
    }
}
