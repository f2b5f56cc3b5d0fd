extension Page {
    /// Makes closed shadow roots part of the frame's page: asks DevTools about the elements that a scan suspects of one.
    ///
    /// - Returns: Whether there were any.
    package func adoptClosedRoots(in frame: FrameID, within limit: Duration) async throws -> Bool {
        let place = try await place(of: frame, within: limit)
        do {
            let hosts = try await suspects(at: place, limit)
            let roots = try await closedRoots(of: hosts, at: place, limit)
            guard !roots.isEmpty else { return false }
            let adopt = roots.map {
                Call(
                    DevTools.Runtime.CallFunctionOn(
                        functionDeclaration: "function() { return __perceo.adopt(this) }", objectId: $0,
                        returnByValue: true))
            }
            _ = try await exchange(adopt + [release], at: place, within: limit)
            return true
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
