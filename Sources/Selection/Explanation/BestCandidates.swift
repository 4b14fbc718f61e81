/// The candidate with the largest score of every prompt, by some score, found while candidates go by in plan order: ties go to the
/// larger explicit margin, then to the lower chosen and the lower rejected index, which come first.
struct BestCandidates {
    /// In plan order: the candidates' indices, their prompts, their scores.
    private(set) var indices: [Int32] = []
    private(set) var prompts: [Int32] = []
    private(set) var scores: [Double] = []
    /// The prompt that goes by, and its best candidate so far; -1: none.
    private var prompt: Int32 = -1
    private var index = -1
    private var score = 0.0

    /// - Parameter prompts: how many there may be.
    init(reserving prompts: Int) {
        indices.reserveCapacity(prompts)
        self.prompts.reserveCapacity(prompts)
        scores.reserveCapacity(prompts)
    }

    /// Takes in a block of candidates; one whose score is NaN takes no part.
    mutating func take(_ values: BlockArithmetic.Block, _ block: Range<Int>, of pairs: CandidatePairs, _ columns: PairColumns) {
        pairs.prompts.withUnsafeBufferPointer { prompts in
            var start = 0
            while start < block.count {
                let prompt = prompts[block.lowerBound + start]
                var end = start
                var largest = -Double.infinity
                while end < block.count, prompts[block.lowerBound + end] == prompt {
                    largest = values[end] > largest ? values[end] : largest
                    end += 1
                }
                if prompt != self.prompt {
                    finish()
                    self.prompt = prompt
                }
                for offset in start..<end where values[offset] == largest {
                    consider(block.lowerBound + offset, largest, pairs, columns)
                }
                start = end
            }
        }
    }

    /// After the last block.
    mutating func finish() {
        if index >= 0 {
            indices.append(Int32(index))
            prompts.append(prompt)
            scores.append(score)
        }
        index = -1
    }

    private mutating func consider(_ candidate: Int, _ value: Double, _ pairs: CandidatePairs, _ columns: PairColumns) {
        if index >= 0 {
            if value < score { return }
            if value == score, columns.margin(candidate, pairs) <= columns.margin(index, pairs) { return }
        }
        (index, score) = (candidate, value)
    }

    /// The first `count` by score, equal ones in plan order: for each prompt whether it is among them.
    func first(_ count: Int) -> [Bool] {
        guard count < scores.count else { return [Bool](repeating: true, count: scores.count) }
        guard count > 0 else { return [Bool](repeating: false, count: scores.count) }
        let last = OrderStatistics(scores).value(at: scores.count - count)
        var equals = count - scores.count { $0 > last }
        return scores.map { score in
            guard score == last else { return score > last }
            equals -= 1
            return equals >= 0
        }
    }
}
