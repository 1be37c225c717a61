import Engine
import Values

/// Other systems and whoever calls them: each effect is done once under its identity, however often it is tried.
struct Outside {
    /// Identities under which something was done already.
    var known: Set<Int64> = []
    /// Of effects: how often each was really done.
    var done: [Int64: Int] = [:]
    var answered: Set<Int64> = []
}

extension Simulator {
    /// An effect was committed: the outside does it soon.
    mutating func askOutside(_ request: EffectRequest) {
        enter(after: between(50, 20_000)) { $0.perform(request, attempt: 1) }
    }

    private mutating func perform(_ request: EffectRequest, attempt: Int) {
        guard !outside.answered.contains(request.effectID) else { return }
        if strikes(faults.failedEffect) {
            return answer(request, .failed("it said no"), after: between(50, 600_000))
        }
        doOnce(request, attempt)
        // Whoever called died before it could say so: the next one calls again.
        if strikes(faults.brokenEffect), attempt < 5 {
            books.note(now, "effect \(request.effectID) was done, and its caller died")
            return enter(after: between(1_000, 300_000)) { $0.perform(request, attempt: attempt + 1) }
        }
        if strikes(faults.lostEffectAnswer) { return }
        let isLate = strikes(faults.lateEffectAnswer)
        let delay = isLate ? (request.expiresAt + between(0, 3_600_000)) - now : between(10, 60_000)
        answer(request, .done(["tier": .string("tier \(request.step)")]), after: delay)
    }

    private mutating func doOnce(_ request: EffectRequest, _ attempt: Int) {
        var identity = request.effectID
        if plan.planted == .unstableIdentity {
            var hash = StableHash()
            hash.combine(request.effectID)
            hash.combine(Int64(attempt))
            identity = hash.finishSigned()
        }
        guard outside.known.insert(identity).inserted else { return }
        outside.done[request.effectID, default: 0] += 1
        books.note(now, "\(request.kind.name) \(request.effectID) of step “\(request.step)” is done")
        books.require(
            outside.done[request.effectID] == 1, now, "\(request.kind.name) \(request.effectID) was done twice")
    }

    private mutating func answer(_ request: EffectRequest, _ result: EffectAnswer.Result, after delay: TimeSpan) {
        outside.answered.insert(request.effectID)
        guard request.isAnswered else { return }
        let answer = Command.answer(
            EffectAnswer(effect: request.effectID, journey: request.journey, result: result))
        enter(after: delay) { simulator in
            simulator.books.note(simulator.now, "effect \(request.effectID) is answered")
            simulator.tell(answer, to: request.profile)
        }
    }
}
