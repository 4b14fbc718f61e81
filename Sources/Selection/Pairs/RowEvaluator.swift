/// Computes expressions for rows: candidate pairs or single responses.
///
/// Aggregates (z, rank, quantile, …) are known first, each from its argument's whole column; then the steps run over blocks of
/// rows, so that only as many blocks are held as the stack is deep.
///
/// A value that is not finite becomes NaN where it arises, and whatever is computed from it is NaN too: comparisons, `min` and
/// `max` included. Three parts look past it: `if` takes only the branch its condition names, `false and x` is false and
/// `true or x` is true.
struct RowEvaluator {
    static let blockSize = 1024

    private let rows: any ExpressionRows

    init(_ rows: any ExpressionRows) {
        self.rows = rows
    }

    /// The expression's value for each row, NaN where it is not finite; and the arguments of `z` that have no spread.
    func evaluate(_ program: ExpressionProgram) -> (values: [Double], withoutSpread: [String]) {
        let known = aggregates(of: program)
        return (column(program.code, depth: program.depth, known.values), known.withoutSpread)
    }

    /// The program's aggregates over these rows, as they are written and, where that takes no more columns, with every
    /// `z(x)` read as `z(x, prompt)`.
    func aggregates(of program: ExpressionProgram) -> KnownAggregates {
        var known = KnownAggregates(rereads: program.canWeighPromptsOnce)
        for aggregate in program.aggregates {
            let argument = column(aggregate.argument, depth: program.depth, known.values)
            known.append(aggregate, of: argument, prompts: rows.prompts, groups: aggregate.grouping.map { rows.groups(by: $0) })
        }
        return known
    }

    /// Runs the steps for one block of rows after the other.
    /// - Parameters:
    ///   - ends: steps after which the stack's top is wanted, ascending.
    ///   - body: is given the rows, their values, and one after the other, each `blockSize` long, the tops that were wanted. It
    ///     may write to all of them.
    func forEachBlock(
        _ code: [Instruction],
        depth: Int,
        _ known: [Aggregate.Value],
        tapping ends: [Int] = [],
        _ body: (_ block: Range<Int>, _ values: BlockArithmetic.Block, _ taps: BlockArithmetic.Block) -> Void
    ) {
        var scratch = [Double](repeating: 0, count: (depth + ends.count) * Self.blockSize)
        scratch.withUnsafeMutableBufferPointer { scratch in
            let stack = BlockArithmetic.Block(rebasing: scratch[..<(depth * Self.blockSize)])
            let taps = BlockArithmetic.Block(rebasing: scratch[(depth * Self.blockSize)...])
            var start = 0
            while start < rows.count {
                let block = start..<min(start + Self.blockSize, rows.count)
                execute(code, block, known, stack, tapping: ends, into: taps)
                body(block, stack, taps)
                start = block.upperBound
            }
        }
    }

    private func column(_ code: [Instruction], depth: Int, _ known: [Aggregate.Value]) -> [Double] {
        [Double](unsafeUninitializedCapacity: rows.count) { result, written in
            forEachBlock(code, depth: depth, known) { block, values, _ in
                for offset in 0..<block.count {
                    result.initializeElement(at: block.lowerBound + offset, to: values[offset])
                }
            }
            written = rows.count
        }
    }

    /// Runs the steps for one block; the result is the stack's lowest column.
    private func execute(
        _ code: [Instruction],
        _ block: Range<Int>,
        _ known: [Aggregate.Value],
        _ stack: BlockArithmetic.Block,
        tapping ends: [Int],
        into taps: BlockArithmetic.Block
    ) {
        var height = 0
        var tap = 0
        for (step, instruction) in code.enumerated() {
            height += instruction.growth
            let top = BlockArithmetic.Block(rebasing: stack[(height - 1) * Self.blockSize..<height * Self.blockSize])
            // Operands above the result: the columns that the step takes off the stack.
            let above = BlockArithmetic.Block(rebasing: stack[(height * Self.blockSize)...])
            switch instruction {
            case .constant(let number):
                BlockArithmetic.fill(top, block.count) { _ in number }
            case .column(let column):
                rows.load(column, block, into: top)
            case .random:
                rows.loadRandom(block, into: top)
            case .unary(let operation):
                BlockArithmetic.apply(operation, top, block.count)
            case .binary(let operation):
                BlockArithmetic.apply(operation, top, above, block.count)
            case .choose:
                let otherwise = BlockArithmetic.Block(rebasing: above[Self.blockSize...])
                BlockArithmetic.fill(top, block.count) { offset in
                    top[offset].isNaN ? .nan : top[offset] == 1 ? above[offset] : otherwise[offset]
                }
            case .standardize(let number), .aggregate(let number):
                apply(known[number], top, block)
            case .logSigmoidCentred(let number):
                subtract(known[number], top, block)
                BlockArithmetic.fill(top, block.count) { BlockArithmetic.logSigmoid(top[$0]) }
            case .worst(let numbers):
                keepWorst(numbers.map { known[$0] }, top, above, block.count)
            case .lexicographic(let ranks, let count, let others):
                combine(known[ranks], known[count], known[others], top, block)
            }
            if tap < ends.count, ends[tap] == step {
                for offset in 0..<block.count {
                    taps[tap * Self.blockSize + offset] = top[offset]
                }
                tap += 1
            }
        }
    }

    private func apply(_ value: Aggregate.Value, _ top: BlockArithmetic.Block, _ block: Range<Int>) {
        switch value {
        case .moments(let moments):
            standardize(top, block.count, center: moments.mean, width: moments.standardDeviation)
        case .quartiles(let center, let width):
            standardize(top, block.count, center: center, width: width)
        case .column(let column):
            BlockArithmetic.fill(top, block.count) { column[block.lowerBound + $0] }
        case .number(let number):
            BlockArithmetic.fill(top, block.count) { _ in number }
        case .groups(let values):
            let start = block.lowerBound
            let (groups, centers, widths) = (values.groups, values.centers, values.widths)
            guard !widths.isEmpty else {
                return BlockArithmetic.fill(top, block.count) { centers[Int(groups[start + $0])] }
            }
            BlockArithmetic.fill(top, block.count) { offset in
                let group = Int(groups[start + offset])
                if widths[group] == 0 { return top[offset].isNaN ? .nan : 0 }
                return (top[offset] - centers[group]) / widths[group]
            }
        }
    }

    private func subtract(_ value: Aggregate.Value, _ top: BlockArithmetic.Block, _ block: Range<Int>) {
        guard case .groups(let values) = value else { return }
        BlockArithmetic.fill(top, block.count) { top[$0] - values.centers[Int(values.groups[block.lowerBound + $0])] }
    }

    /// Of values side by side, those whose mean is smallest.
    private func keepWorst(_ means: [Aggregate.Value], _ top: BlockArithmetic.Block, _ above: BlockArithmetic.Block, _ count: Int) {
        var worst = 0
        var smallest = Double.infinity
        for (place, mean) in means.enumerated() {
            guard case .number(let mean) = mean, mean < smallest else { continue }
            (worst, smallest) = (place, mean)
        }
        guard worst > 0 else { return }
        let chosen = BlockArithmetic.Block(rebasing: above[((worst - 1) * Self.blockSize)...])
        BlockArithmetic.fill(top, count) { chosen[$0] }
    }

    private func combine(
        _ ranks: Aggregate.Value,
        _ count: Aggregate.Value,
        _ others: Aggregate.Value,
        _ top: BlockArithmetic.Block,
        _ block: Range<Int>
    ) {
        guard case .column(let ranks) = ranks, case .number(let count) = count, case .column(let others) = others else { return }
        BlockArithmetic.fill(top, block.count) { ranks[block.lowerBound + $0] * count + others[block.lowerBound + $0] }
    }

    /// Without spread every finite value is 0 widths off the center.
    private func standardize(_ top: BlockArithmetic.Block, _ count: Int, center: Double, width: Double) {
        if width == 0 {
            BlockArithmetic.fill(top, count) { top[$0].isNaN ? .nan : 0 }
        } else {
            BlockArithmetic.fill(top, count) { (top[$0] - center) / width }
        }
    }
}
