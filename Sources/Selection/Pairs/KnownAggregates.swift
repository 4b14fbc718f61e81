/// What the aggregates of a score gave over a round's candidates.
struct KnownAggregates {
    /// In the program's order.
    private(set) var values: [Aggregate.Value] = []
    /// The same with every `z(x)` read as `z(x, prompt)`; nil where the program has none or it would take more columns.
    private(set) var weighingPromptsOnce: [Aggregate.Value]?
    /// Of the arguments for which they were needed.
    private(set) var momentsOfArguments: [[Instruction]: Moments] = [:]
    /// The arguments of `z` without spread, as they were written.
    private(set) var withoutSpread: [String] = []

    init(rereads: Bool) {
        weighingPromptsOnce = rereads ? [] : nil
    }

    /// - Parameter groups: where the aggregate has a grouping.
    mutating func append(_ aggregate: Aggregate, of argument: consuming [Double], prompts: [Int32], groups: RowGroups? = nil) {
        let isStandardScore = aggregate.isPlainStandardScore
        // A column alone, or its magnitudes: its moments are asked for whatever the score does with it.
        guard isStandardScore || (groups == nil && aggregate.argument.count <= 2) else {
            return append(aggregate.value(of: argument, prompts: prompts, groups: groups), of: aggregate)
        }
        let moments = Moments(of: copy argument)
        momentsOfArguments[aggregate.argument] = moments
        guard isStandardScore else {
            return append(aggregate.value(of: argument, prompts: prompts), of: aggregate)
        }
        let reread = weighingPromptsOnce == nil ? moments : moments.weighing(prompts, of: argument)
        append(.moments(moments), of: aggregate, weighingPromptsOnce: .moments(reread))
    }

    private mutating func append(_ value: Aggregate.Value, of aggregate: Aggregate, weighingPromptsOnce reread: Aggregate.Value? = nil) {
        if value.hasNoSpread { withoutSpread.append(aggregate.source) }
        values.append(value)
        weighingPromptsOnce?.append(reread ?? value)
    }

    /// Whether every `z(x)` gives the same bits as `z(x, prompt)`.
    var isTheSameWeighingPromptsOnce: Bool {
        guard let weighingPromptsOnce else { return false }
        return zip(values, weighingPromptsOnce).allSatisfy { value, other in
            guard case .moments(let moments) = value, case .moments(let others) = other else { return true }
            return moments == others
        }
    }

    /// The values for some of the candidates.
    func values(at indices: [Int32]) -> [Aggregate.Value] {
        values.map { value in
            switch value {
            case .column(let column): .column(indices.map { column[Int($0)] })
            case .groups(let groups): .groups(groups.at(indices))
            case .moments, .quartiles, .number: value
            }
        }
    }
}
