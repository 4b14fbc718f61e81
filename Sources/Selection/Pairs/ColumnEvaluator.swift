/// Computes expressions for all candidates of a round.
///
/// Aggregates (z, rank, quantile) are known first, each from its argument's whole column; then the steps run over blocks of
/// candidates, so that besides the result only as many blocks are held as the stack is deep.
///
/// A value that is not finite becomes NaN where it arises, and whatever is computed from it is NaN too: comparisons, `min` and
/// `max` included. Three parts look past it: `if` takes only the branch its condition names, `false and x` is false and
/// `true or x` is true.
struct ColumnEvaluator {
    private static let blockSize = 1024

    let pairs: CandidatePairs
    let columns: PairColumns

    /// The expression's value for each candidate, NaN where it is not finite; and the arguments of `z` that have no spread.
    func evaluate(_ program: ExpressionProgram) -> (values: [Double], withoutSpread: [String]) {
        var known: [Aggregate.Value] = []
        var withoutSpread: [String] = []
        for aggregate in program.aggregates {
            let value = aggregate.value(of: run(aggregate.argument, depth: program.depth, known), prompts: pairs.prompts)
            if case .moments(let moments) = value, moments.count > 0, moments.standardDeviation == 0 {
                withoutSpread.append(aggregate.source)
            }
            known.append(value)
        }
        return (run(program.code, depth: program.depth, known), withoutSpread)
    }

    /// The moments of a column, or of its magnitudes; nil when it has no finite value.
    func moments(of column: ScoreColumn, absolute: Bool) -> Moments? {
        let values = evaluate(ExpressionProgram(column: column, absolute: absolute)).values
        let moments = Moments(of: values)
        return moments.count > 0 ? moments : nil
    }

    private func run(_ code: [Instruction], depth: Int, _ known: [Aggregate.Value]) -> [Double] {
        var stack = [Double](repeating: 0, count: depth * Self.blockSize)
        return [Double](unsafeUninitializedCapacity: pairs.count) { result, written in
            stack.withUnsafeMutableBufferPointer { stack in
                var start = 0
                while start < pairs.count {
                    let block = start..<min(start + Self.blockSize, pairs.count)
                    execute(code, block, known, stack)
                    for offset in 0..<block.count {
                        result.initializeElement(at: start + offset, to: stack[offset])
                    }
                    start = block.upperBound
                }
            }
            written = pairs.count
        }
    }

    /// Runs the steps for one block; the result is the stack's lowest column.
    private func execute(
        _ code: [Instruction],
        _ block: Range<Int>,
        _ known: [Aggregate.Value],
        _ stack: UnsafeMutableBufferPointer<Double>
    ) {
        var height = 0
        for instruction in code {
            height += instruction.growth
            let top = UnsafeMutableBufferPointer(rebasing: stack[(height - 1) * Self.blockSize..<height * Self.blockSize])
            // Operands above the result: the columns that the step takes off the stack.
            let above = UnsafeMutableBufferPointer(rebasing: stack[(height * Self.blockSize)...])
            switch instruction {
            case .constant(let number):
                BlockArithmetic.fill(top, block.count) { _ in number }
            case .column(let column):
                columns.load(column, of: pairs, block, into: top)
            case .random:
                columns.loadRandom(of: pairs, block, into: top)
            case .unary(let operation):
                BlockArithmetic.apply(operation, top, block.count)
            case .binary(let operation):
                BlockArithmetic.apply(operation, top, above, block.count)
            case .choose:
                let otherwise = UnsafeMutableBufferPointer(rebasing: above[Self.blockSize...])
                BlockArithmetic.fill(top, block.count) { offset in
                    top[offset].isNaN ? .nan : top[offset] == 1 ? above[offset] : otherwise[offset]
                }
            case .standardize(let number), .aggregate(let number):
                apply(known[number], top, block)
            }
        }
    }

    private func apply(_ value: Aggregate.Value, _ top: UnsafeMutableBufferPointer<Double>, _ block: Range<Int>) {
        switch value {
        case .moments(let moments):
            // Without spread every finite value is 0 standard deviations off the mean.
            let scale = moments.standardDeviation
            BlockArithmetic.fill(top, block.count) { offset in
                if top[offset].isNaN { return .nan }
                return scale == 0 ? 0 : (top[offset] - moments.mean) / scale
            }
        case .column(let column):
            BlockArithmetic.fill(top, block.count) { column[block.lowerBound + $0] }
        case .number(let number):
            BlockArithmetic.fill(top, block.count) { _ in number }
        }
    }
}
