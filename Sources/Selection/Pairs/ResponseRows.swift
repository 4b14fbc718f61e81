/// Single responses as the rows of an expression.
struct ResponseRows: ExpressionRows {
    private let values: ResponseValues
    /// The hash behind `random()`, before it takes in a response.
    private let chance: StableHash
    let prompts: [Int32]

    init(_ values: ResponseValues, chance: StableHash) {
        self.values = values
        self.chance = chance
        let answers = values.answers
        var prompts: [Int32] = []
        prompts.reserveCapacity(answers.answerCount)
        for prompt in 0..<answers.promptCount {
            prompts.append(contentsOf: repeatElement(Int32(prompt), count: answers.answers(of: prompt).count))
        }
        self.prompts = prompts
    }

    var count: Int { prompts.count }

    func load(_ column: ScoreColumn, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        switch column {
        case .response(let column):
            let values = values[column]
            BlockArithmetic.fill(block, range.count) { values[range.lowerBound + $0] }
        case .prompt(let column):
            let values = values[column]
            BlockArithmetic.fill(block, range.count) { values[Int(prompts[range.lowerBound + $0])] }
        case .chosen, .rejected, .difference, .pair:
            BlockArithmetic.fill(block, range.count) { _ in .nan }
        }
    }

    func loadRandom(_ range: Range<Int>, into block: BlockArithmetic.Block) {
        let answers = values.answers
        BlockArithmetic.fill(block, range.count) { offset in
            let response = range.lowerBound + offset
            var hash = chance
            hash.combine(answers.promptHashes[Int(prompts[response])])
            hash.combine(Int(answers.samples[response]))
            return hash.unit
        }
    }

    func keys(by grouping: Grouping) -> [Int32]? {
        let answers = values.answers
        if grouping == .source {
            guard let sources = answers.responseGroups[grouping.rawValue], sources.count == count else { return nil }
            return sources
        }
        guard let groups = answers.promptGroups[grouping.rawValue], groups.count == answers.promptCount else { return nil }
        return prompts.map { groups[Int($0)] }
    }
}
