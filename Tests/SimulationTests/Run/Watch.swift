import Ledger
import Orchestrator

/// Watches one round's facts from outside: what was asked, answered and written, kept apart from the ledger and the machine.
struct Watch {
    /// Where an item stands; one that is not listed may be asked.
    enum Standing: Hashable {
        case asked
        /// Answered or about to be given up, and not on disk.
        case known
        case recorded
        case givenUp
    }

    /// A prompt in one phase.
    struct Prompt: Hashable {
        var phase: Phase
        var id: Int64
    }

    private(set) var round: RoundRecord
    /// The names of the run's strategies.
    let strategies: [String]
    private(set) var standing: [Item: Standing] = [:]
    /// Recorded responses.
    private(set) var responses: [Item: ResponseFact] = [:]
    /// Keys of responses that were compared.
    private(set) var comparisons: Set<[Int64]> = []
    /// Recorded rewrites, in the order they were written.
    private(set) var rewrites: [Item] = []
    private(set) var leftOut: [Prompt: String] = [:]
    /// Why items were given up.
    private(set) var reasons: [Item: String] = [:]
    /// Which item a response's key in the ledger belongs to: keys count up in the order of writing.
    private var keys: [Int64: Item] = [:]
    private(set) var lastKey: Int64
    private var underWay: [Fact]?

    init(round: RoundRecord, strategies: [String], lastKey: Int64) {
        self.round = round
        self.strategies = strategies
        self.lastKey = lastKey
    }

    /// The round is answered from here on; it may have been closed since it was planned, and nothing else of it changes.
    mutating func begin(_ record: RoundRecord) {
        round = record
    }

    /// The items a piece of work is about. Something may be asked of a response only when it is on disk, as it was answered, and not blank.
    func items(_ stage: StageID, _ work: Work) throws -> [Item] {
        switch work {
        case .sample(let work): work.samples.map { .response(work.phase, work.promptID, $0) }
        case .rewrite(let work): [.rewrite(work.parentID, work.strategy)]
        case .reward(let work): try work.responses.map { try item(stage, about: $0.id, work.promptID, $0.sample, $0.text) }
        case .logprob(let work): [try item(stage, about: work.responseID, work.promptID, work.sample, work.text)]
        case .embedding(let work): try work.responses.map { try item(stage, about: $0.id, $0.promptID, $0.sample, $0.text) }
        }
    }

    private func item(_ stage: StageID, about key: Int64, _ prompt: Int64, _ sample: Int, _ text: String) throws -> Item {
        guard let item = keys[key], let response = responses[item] else {
            throw Violation("\(stage.name) of prompt \(prompt), sample \(sample): the response is worked on before it is committed")
        }
        guard item.prompt == prompt, item.sample == sample else {
            throw Violation("key \(key) stands for \(item), not for \(prompt), \(sample)")
        }
        guard response.text.replacingNUL == text else { throw Violation("\(item) is worked on with another text") }
        guard !text.isBlank else { throw Violation("\(item) is blank and worked on") }
        return item.said(by: stage.name)
    }

    /// A request leaves. Returns the items it is about.
    /// - Parameter isAgain: another request for the same items is under way.
    mutating func sent(_ stage: StageID, _ work: Work, isAgain: Bool = false) throws -> [Item] {
        let items = try items(stage, work)
        for item in items {
            if let known = standing[item], !isAgain || known != .asked { throw Violation("\(item) was asked for although it is \(known)") }
            standing[item] = .asked
        }
        return items
    }

    mutating func answered(_ items: [Item]) {
        for item in items { standing[item] = .known }
    }

    mutating func failed(_ items: [Item]) {
        for item in items { standing[item] = nil }
    }

    /// A commit begins: what it holds was learned once.
    mutating func commits(_ facts: [Fact]) throws {
        guard underWay == nil else { throw Violation("a commit began while another was under way") }
        guard !facts.isEmpty else { throw Violation("a commit began that holds nothing") }
        underWay = facts
        for fact in facts {
            guard let item = try item(of: fact) else { continue }
            if case .failure = fact {
                if let known = standing[item] { throw Violation("\(item) was given up although it is \(known)") }
                standing[item] = .known
            } else if standing[item] != .known {
                throw Violation("\(item) is written although nobody just answered it")
            }
        }
    }

    /// The commit under way is on disk.
    mutating func durable() throws {
        for fact in underWay ?? [] {
            if case .promptLeftOut(let fact) = fact { leftOut[Prompt(phase: fact.phase, id: fact.promptID)] = fact.reason }
            if case .comparison(let fact) = fact {
                guard comparisons.insert([fact.firstID, fact.secondID]).inserted else {
                    throw Violation("the responses \(fact.firstID) and \(fact.secondID) were compared twice")
                }
            }
            guard let item = try item(of: fact) else { continue }
            if case .response(let fact) = fact {
                responses[item] = fact
                lastKey += 1
                keys[lastKey] = item
            }
            if case .rewrite = fact { rewrites.append(item) }
            if case .failure(let fact) = fact {
                standing[item] = .givenUp
                reasons[item] = fact.reason
            } else {
                standing[item] = .recorded
            }
        }
    }

    mutating func committed() {
        underWay = nil
    }

    /// The process died: whatever was not on disk never happened.
    mutating func crashed() {
        underWay = nil
        standing = standing.filter { $0.value == .recorded || $0.value == .givenUp }
    }

    /// What was given up may be asked for again.
    mutating func revived(_ items: [Item]) {
        for item in items { standing[item] = nil }
    }

    /// The process ended of its own accord.
    func ended() throws {
        guard underWay == nil else { throw Violation("the round ended with a commit under way") }
        for (item, standing) in standing where standing == .asked || standing == .known {
            throw Violation("the round ended with \(item) \(standing) and not recorded")
        }
    }
}

extension Watch {
    private func item(of fact: Fact) throws -> Item? {
        switch fact {
        case .promptTokens, .promptLeftOut, .responseTokens, .spend, .comparison: return nil
        case .embedding(let fact): return try response(fact.responseID).said(by: StageID.embedding.name)
        // What it revises was answered before.
        case .reward(let fact) where fact.isRevision: return nil
        case .response(let fact): return .response(fact.phase, fact.promptID, fact.sample)
        case .rewrite(let fact):
            guard let strategy = strategies.firstIndex(of: fact.strategy) else { throw Violation("nobody asked for \(fact.strategy)") }
            return .rewrite(fact.parentID, strategy)
        case .reward(let fact): return try response(fact.responseID).said(by: "reward:\(fact.name)")
        case .logprob(let fact):
            let isPolicy = fact.model == round.policy && fact.weightVersion == round.weightVersion
            let stage: StageID = isPolicy ? .policyLogprob : .referenceLogprob
            return try response(fact.responseID).said(by: stage.name)
        case .failure(let fact):
            if let key = fact.responseID { return try response(key).said(by: fact.stage) }
            guard let sample = fact.sample else { throw Violation("a failure names no sample") }
            let phase = Phase.allCases.first { $0.sampleStage == fact.stage }
            return phase.map { .response($0, fact.promptID, sample) } ?? .rewrite(fact.promptID, sample)
        }
    }

    private func response(_ key: Int64) throws -> Item {
        guard let item = keys[key] else { throw Violation("a fact is about response \(key), which nobody wrote in this round") }
        return item
    }
}

extension String {
    /// As the ledger keeps it.
    var replacingNUL: String { String(map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }) }

    var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\n" || $0 == "\t" } }
}
