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

    private(set) var standing: [Item: Standing] = [:]
    /// Recorded responses.
    private(set) var responses: [Item: ResponseFact] = [:]
    private(set) var leftOut: [Int64: String] = [:]
    /// Why items were given up.
    private(set) var reasons: [Item: String] = [:]
    /// Which item a response's key in the ledger belongs to.
    private var keys: [Int64: Item] = [:]
    private var underWay: [Fact]?

    /// A request leaves.
    mutating func sent(_ stage: StageID, _ work: Work) throws {
        for item in Item.items(stage, work) {
            if let known = standing[item] { throw Violation("\(item) was asked for although it is \(known)") }
            standing[item] = .asked
        }
        switch work {
        case .sample, .rewrite: break
        case .reward(let work):
            for response in work.responses { try about(response.id, work.promptID, response.sample, response.text) }
        case .logprob(let work): try about(work.responseID, work.promptID, work.sample, work.text)
        }
    }

    /// Something is asked of a response: it must be on disk, as it was answered, and not blank.
    private mutating func about(_ key: Int64, _ prompt: Int64, _ sample: Int, _ text: String) throws {
        let item = Item(stage: StageID.sample.name, prompt: prompt, sample: sample)
        guard let response = responses[item] else { throw Violation("\(item) is worked on before it is committed") }
        guard response.text.replacingNUL == text else { throw Violation("\(item) is worked on with another text") }
        guard !text.isBlank else { throw Violation("\(item) is blank and worked on") }
        if let other = keys[key], other != item { throw Violation("one key stands for \(other) and \(item)") }
        keys[key] = item
    }

    mutating func answered(_ stage: StageID, _ work: Work) {
        for item in Item.items(stage, work) { standing[item] = .known }
    }

    mutating func failed(_ stage: StageID, _ work: Work) {
        for item in Item.items(stage, work) { standing[item] = nil }
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
            if case .response(let fact) = fact {
                responses[Item(stage: StageID.sample.name, prompt: fact.promptID, sample: fact.sample)] = fact
            }
            if case .promptLeftOut(let fact) = fact { leftOut[fact.promptID] = fact.reason }
            guard let item = try item(of: fact) else { continue }
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
    mutating func revived() {
        standing = standing.filter { $0.value != .givenUp }
    }

    /// The process ended of its own accord.
    func ended() throws {
        guard underWay == nil else { throw Violation("the round ended with a commit under way") }
        for (item, standing) in standing where standing == .asked || standing == .known {
            throw Violation("the round ended with \(item) \(standing) and not recorded")
        }
    }

    private func item(of fact: Fact) throws -> Item? {
        switch fact {
        case .promptTokens, .promptLeftOut, .responseTokens, .rewrite: return nil
        case .response(let fact): return Item(stage: StageID.sample.name, prompt: fact.promptID, sample: fact.sample)
        case .reward(let fact): return try item("reward:\(fact.name)", about: fact.responseID)
        case .logprob(let fact):
            let stage = fact.model == "policy" ? StageID.policyLogprob : .referenceLogprob
            return try item(stage.name, about: fact.responseID)
        case .failure(let fact):
            guard let sample = fact.sample else { throw Violation("a failure names no sample") }
            return Item(stage: fact.stage, prompt: fact.promptID, sample: sample)
        }
    }

    private func item(_ stage: String, about key: Int64) throws -> Item {
        guard let response = keys[key] else { throw Violation("a fact is about response \(key), which nobody worked on") }
        return Item(stage: stage, prompt: response.prompt, sample: response.sample)
    }
}

extension String {
    /// As the ledger keeps it.
    var replacingNUL: String { String(map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }) }

    var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\n" || $0 == "\t" } }
}
