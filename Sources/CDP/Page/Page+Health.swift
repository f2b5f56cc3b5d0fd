extension Page {
    /// Whether the page's own script thread still answers.
    package func answers(within limit: Duration) async -> Bool { await session.answers(within: limit) }

    /// Whether what was asked of the page or its frames, and not answered in time, is still not answered.
    package var owesAnswers: Bool {
        ([session.id].compactMap(\.self) + children.frameSessions).contains {
            session.connection.isOverdue(on: $0)
        }
    }

    /// The sessions of frames with a process of their own that do not answer.
    package func silentFrames(within limit: Duration) async -> [Session] {
        let frames = children.frameSessions.map { Session(session.connection, $0) }
        return await withTaskGroup(of: Session?.self) { group in
            for frame in frames {
                group.addTask { await frame.answers(within: limit) ? nil : frame }
            }
            var silent: [Session] = []
            for await frame in group { if let frame { silent.append(frame) } }
            // A frame that went away has nothing to answer.
            return silent.filter { lost in children.frameSessions.contains { $0 == lost.id } }
        }
    }

    /// Stops whatever script is running, once.
    package func stopScript() async { _ = await stopScript(in: session) }

    /// Stops whatever script a session runs, once.
    ///
    /// - Returns: Where it was, innermost function first; known only of pages that are set up to tell
    ///   (`PageOptions.tellsWhereScriptRuns`), since the debugger costs every script a fifth of its speed.
    package func stopScript(in session: Session) async -> [String] {
        let paused = Promise<[String]>()
        let subscription = session.on(DevTools.Debugger.PausedEvent.self) { event in
            paused.fulfil(event.callFrames.prefix(5).map(Self.place))
        }
        defer { subscription.cancel() }
        if (try? await session.send(DevTools.Debugger.Pause(), within: CallLimits.ping)) != nil,
            let frames = (try? await paused.value(within: CallLimits.ping)) ?? nil
        {
            var resume = DevTools.Debugger.Resume()
            resume.terminateOnResume = true
            _ = try? await session.send(resume, within: CallLimits.ping)
            return frames
        }
        _ = try? await session.send(DevTools.Runtime.TerminateExecution(), within: CallLimits.ping)
        return []
    }

    private static func place(_ frame: DevTools.Debugger.CallFrame) -> String {
        let name = frame.functionName.isEmpty ? "an unnamed function" : frame.functionName
        guard !frame.url.isEmpty else { return name }
        let line = frame.location.lineNumber + 1
        return "\(name) (\(NetworkLedger.Request.path(frame.url)):\(line))"
    }
}

extension Session {
    /// Whether the target's script thread still answers.
    func answers(within limit: Duration) async -> Bool {
        let probe = DevTools.Runtime.Evaluate(expression: "1", returnByValue: true)
        return (try? await send(probe, within: limit)) != nil
    }
}
