/// Turns chosen candidates into the pairs that are ranked: flipped where they are to be, with their quotas and columns.
struct PairEmission {
    private let evaluator: ColumnEvaluator
    private let spec: SelectionSpec
    private let isTie: (_ chosen: Int, _ rejected: Int) -> Bool
    /// A candidate: whether its sides change places; empty where none does.
    private let flips: [Bool]

    init(_ evaluator: ColumnEvaluator, _ spec: SelectionSpec, isTie: @escaping (Int, Int) -> Bool, flips: [Bool]) {
        self.evaluator = evaluator
        self.spec = spec
        self.isTie = isTie
        self.flips = flips
    }

    private var marks: [(name: String, isSet: (SelectedPair) -> Bool)] {
        var marks: [(name: String, isSet: (SelectedPair) -> Bool)] = []
        if spec.guards.ties != nil { marks.append(("tie", { $0.isTie })) }
        if spec.flip != nil { marks.append(("flipped", { $0.isFlipped })) }
        return marks.filter { mark in !spec.columns.contains { $0.name == mark.name } }
    }

    /// The names of the pairs' values.
    var columnNames: [String] { spec.columns.map(\.name) + marks.map(\.name) }

    /// The pairs in plan order, not yet ranked.
    func pairs(_ choice: PairChoice) -> [SelectedPair] {
        let isFlipped = choice.indices.map { flips.isEmpty ? false : flips[Int($0)] }
        let candidates = CandidatePairs(evaluator.pairs, at: choice.indices)
        let emitted = flips.isEmpty ? candidates : candidates.swapping(isFlipped)
        var pairs = choice.indices.indices.map { index in pair(index, emitted, isFlipped[index], choice) }
        for (number, quota) in spec.quotas.enumerated() {
            let values = values(of: quota.condition.program, at: choice.indices, emitted)
            for index in pairs.indices where pairs[index].quota == nil && values[index] == 1 {
                pairs[index].quota = number
            }
        }
        for column in spec.columns {
            let values = values(of: column.program, at: choice.indices, emitted)
            for index in pairs.indices {
                pairs[index].values.append(values[index].isFinite ? values[index] : nil)
            }
        }
        for mark in marks {
            for index in pairs.indices {
                pairs[index].values.append(mark.isSet(pairs[index]) ? 1 : 0)
            }
        }
        return pairs
    }

    private func pair(_ index: Int, _ emitted: CandidatePairs, _ isFlipped: Bool, _ choice: PairChoice) -> SelectedPair {
        let (chosen, rejected) = (Int(emitted.chosen[index]), Int(emitted.rejected[index]))
        let implicitMargin = evaluator.columns.value(.implicitMargin, chosen: chosen, rejected: rejected)
        return SelectedPair(
            prompt: Int(emitted.prompts[index]),
            place: choice.places[index],
            chosen: chosen,
            rejected: rejected,
            explicitMargin: evaluator.columns.value(.explicitMargin, chosen: chosen, rejected: rejected),
            implicitMargin: implicitMargin.isFinite ? implicitMargin : nil,
            score: spec.prefer == .high ? choice.scores[index] : 0 - choice.scores[index],
            isTie: isTie(chosen, rejected),
            isFlipped: isFlipped,
            values: [],
            rank: 0,
            quota: nil,
            reason: .notKept
        )
    }

    /// An expression's values for the emitted pairs, its aggregates over all candidates.
    private func values(of program: ExpressionProgram, at candidates: [Int32], _ emitted: CandidatePairs) -> [Double] {
        let known = evaluator.aggregates(of: program).values(at: candidates)
        let subset = ColumnEvaluator(pairs: emitted, columns: evaluator.columns, isTie: evaluator.at(candidates).isTie)
        var values: [Double] = []
        values.reserveCapacity(emitted.count)
        subset.forEachBlock(program, known) { block, results, _ in
            values += results[..<block.count]
        }
        return values
    }
}
