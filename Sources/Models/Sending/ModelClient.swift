import Foundation
import Synchronization

/// A model of a provider: builds requests, waits for its turn, asks again where that helps, and reads the reply.
package final class ModelClient: Model {
    package let facts: ModelFacts
    private let wire: any ModelWire
    private let transport: any ModelTransport
    private let rate: RateKeeper
    private let policy: RetryPolicy
    private let time: Timepiece
    private let chance: @Sendable () -> Double
    private let fallback: Mutex<[ToolOffer.Perception: ToolFallback]>

    /// - Parameters:
    ///   - rate: Shared by all clients with the same key.
    ///   - time: The one that `rate` goes by.
    ///   - chance: From 0 to 1; decides how much earlier than planned it is asked again.
    package init(
        _ facts: ModelFacts, transport: any ModelTransport, rate: RateKeeper, policy: RetryPolicy = .init(),
        time: Timepiece = .machine, chance: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.facts = facts
        self.transport = transport
        self.rate = rate
        self.policy = policy
        self.time = time
        self.chance = chance
        wire = facts.provider.wire.speak(to: facts)
        fallback = Mutex([:])
    }

    /// What the model is offered at the moment; changes when it refuses a tool.
    package func tool(for perception: ToolOffer.Perception) -> ToolGeneration {
        fallback.withLock { $0[perception]?.current } ?? facts.tool(for: perception)
    }

    package func reply(
        to conversation: Conversation, within limit: Duration, outputTokens: Int?
    ) async throws(ModelError) -> ModelReply {
        try checkImages(conversation)
        let deadline = time.now() + limit
        var failures = 0
        var slowed = 0
        var lost = Usage()
        while true {
            var error: ModelError
            let settings = CallSettings(
                tool: tool(for: conversation.offer.perception),
                maxOutputTokens: outputTokens ?? facts.maxOutputTokens, streams: facts.provider.streams)
            switch await once(conversation, settings, deadline) {
            case .success(var reply):
                reply.lost = lost
                return reply
            case .failure(let failure): error = failure
            }
            lost += error.usage
            error.usage = lost
            if case .unsupportedTool(let accepted) = error.code, refuse(settings.tool, accepted, conversation)
            {
                continue
            }
            if error.code == .rateLimited { slowed += 1 } else { failures += 1 }
            let left = deadline - time.now()
            switch policy.decide(error, failures: failures, slowed: slowed, left: left, chance: chance()) {
            case .giveUp: throw error
            case .again(let delay):
                do {
                    try await time.wait(time.now() + delay)
                } catch {
                    throw ModelError(.cancelled, "the task was cancelled")
                }
            }
        }
    }

    /// One request, when its turn has come.
    private func once(
        _ conversation: Conversation, _ settings: CallSettings, _ deadline: ContinuousClock.Instant
    ) async -> Result<ModelReply, ModelError> {
        do {
            let request = try wire.request(for: conversation, settings)
            let reply = try await rate.pass(before: deadline) {
                await self.exchange(request, settings, deadline)
            }
            return .success(reply)
        } catch {
            return .failure(transport.scrub(error))
        }
    }

    private func exchange(
        _ request: WireRequest, _ settings: CallSettings, _ deadline: ContinuousClock.Instant
    ) async -> Result<ModelReply, ModelError> {
        let left = deadline - time.now()
        guard left > .zero else { return .failure(ModelError(.timeout, "no time is left for the call")) }
        let watch = StreamWatch(wire.streamReader())
        do {
            let answer = try await transport.send(request, within: left) {
                settings.streams && watch.sees($0)
            }
            return .success(try read(answer))
        } catch {
            var error = error
            // What a stream has counted until it broke off is paid for.
            if error.usage == Usage() { error.usage = watch.usage }
            return .failure(error)
        }
    }

    private func read(_ answer: WireAnswer) throws(ModelError) -> ModelReply {
        guard answer.isSuccess else {
            var error = wire.failure(status: answer.status, headers: answer.headers, body: answer.body)
            let advice = RetryAdvice(answer.headers, now: Date().timeIntervalSince1970)
            error.retryAfter = advice.after
            error.shouldRetry = advice.shouldRetry
            throw error
        }
        // Gateways answer with the whole although they were asked for a stream.
        guard answer.isEventStream else { return try wire.reply(in: answer.body) }
        var parser = EventStreamParser()
        var reader = wire.streamReader()
        for event in parser.take(answer.body) { try reader.take(event) }
        return try reader.finish()
    }

    /// False when there is nothing else to offer, or the conversation has already begun with this tool.
    private func refuse(
        _ offered: ToolGeneration, _ accepted: [String], _ conversation: Conversation
    ) -> Bool {
        guard conversation.turns.allSatisfy({ if case .replied = $0 { false } else { true } }) else {
            return false
        }
        let perception = conversation.offer.perception
        return fallback.withLock { table in
            var current =
                table[perception]
                ?? ToolFallback(facts.tool(for: perception), known: facts.tools, wire: facts.provider.wire)
            let isLeft = current.refuse(offered, accepted: accepted)
            table[perception] = current
            return isLeft
        }
    }

    /// A picture over the limit is our mistake: it would be refused, or shrunk so that clicks go astray.
    private func checkImages(_ conversation: Conversation) throws(ModelError) {
        let images = conversation.images
        for image in images {
            let longest =
                images.count > 20
                ? facts.images.longestEdgeAmongMany ?? facts.images.longestEdge : facts.images.longestEdge
            guard facts.images.accepts(image.size), image.size.longestEdge <= longest else {
                throw ModelError(.tooLarge, "a picture of \(image.size) is over what \(facts.id) takes")
            }
        }
    }
}

/// Follows a stream while it comes, to notice its end and what it has counted.
private final class StreamWatch: Sendable {
    private struct State {
        var parser = EventStreamParser()
        var reader: any StreamReader
        var isOver = false
    }

    private let state: Mutex<State>

    init(_ reader: any StreamReader) { state = Mutex(State(reader: reader)) }

    var usage: Usage { state.withLock { $0.reader.usage } }

    /// Whether the reply is whole, or can't become so.
    func sees(_ bytes: [UInt8]) -> Bool {
        state.withLock { state in
            guard !state.isOver else { return true }
            do {
                for event in state.parser.take(bytes) { try state.reader.take(event) }
                state.isOver = state.reader.isDone
            } catch {
                state.isOver = true
            }
            return state.isOver
        }
    }
}
