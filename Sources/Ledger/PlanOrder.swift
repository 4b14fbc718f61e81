/// Responses in the order of a plan: by the place of their prompt, then by sample.
struct PlanOrder {
    /// Of a response's facts.
    private(set) var indices: [Int32]
    /// By place of the prompt: where its responses begin in `indices`; one more than there are prompts.
    private var starts: [Int]

    /// - Parameters:
    ///   - promptIDs: the plan.
    ///   - isWanted: whether the response of an index takes part.
    init(of facts: AnswerFacts, in promptIDs: [Int64], where isWanted: (Int) -> Bool) {
        let places = Self.places(of: facts, in: promptIDs, where: isWanted)
        starts = [Int](repeating: 0, count: promptIDs.count + 1)
        for place in places where place >= 0 { starts[Int(place) + 1] += 1 }
        for place in promptIDs.indices { starts[place + 1] += starts[place] }
        indices = [Int32](repeating: 0, count: starts[promptIDs.count])
        var next = starts
        for (index, place) in places.enumerated() where place >= 0 {
            indices[next[Int(place)]] = Int32(index)
            next[Int(place)] += 1
        }
        for place in promptIDs.indices { sort(members(of: place), facts.samples) }
    }

    /// Where in `indices` the responses of the prompt at a place are.
    func members(of place: Int) -> Range<Int> {
        starts[place]..<starts[place + 1]
    }

    /// By index of a response: the place of its prompt, -1 for one that takes no part.
    private static func places(of facts: AnswerFacts, in promptIDs: [Int64], where isWanted: (Int) -> Bool) -> [Int32] {
        var known: [Int64: Int32] = [:]
        known.reserveCapacity(promptIDs.count)
        for (place, id) in promptIDs.enumerated() { known[id] = Int32(place) }
        // A prompt's responses mostly follow each other.
        var (lastPrompt, lastPlace): (Int64?, Int32) = (nil, -1)
        return (0..<facts.count).map { index in
            let prompt = facts.promptIDs[index]
            if prompt != lastPrompt { (lastPrompt, lastPlace) = (prompt, known[prompt] ?? -1) }
            return isWanted(index) ? lastPlace : -1
        }
    }

    /// Sorts a few responses by sample: by insertion, since they mostly are in order.
    private mutating func sort(_ members: Range<Int>, _ samples: [Int32]) {
        for end in members.dropFirst() {
            let index = indices[end]
            var place = end
            while place > members.lowerBound, samples[Int(indices[place - 1])] > samples[Int(index)] {
                indices[place] = indices[place - 1]
                place -= 1
            }
            indices[place] = index
        }
    }
}
