/// Counts the built-in corpus into the weights of an untrained model.
///
/// The bias of a token is the log of its share of the corpus. Any other feature f that the corpus shows with token v adds
///
///     W[row(f)][v] = log(1 + trust(f) * p(v | f) / p(v | g))
///
/// where p are shares of the counts and g is the next more general feature (two tokens for three, one for two, the bias for the rest);
/// pairs never seen add nothing. So along one n-gram chain a token's odds are about p(v) + trust * p(v | one token) + …: what the corpus
/// shows is likely, the rest stays possible. No maximum-likelihood fit: sentences hang together for a few words and keep to the
/// prompt a little, with much left for training to improve.
struct InitialWeights {
    /// Kinds of feature, in the order in which counts become weights: a feature before the more general one it is compared with.
    private enum Family: Int, CaseIterable {
        case threeTokens
        case twoTokens
        case oneToken
        case position
        /// A word of the prompt and the first token of the answer.
        case opening
        case prompt

        var trust: Double {
            switch self {
            case .threeTokens: return 0.3
            case .twoTokens: return 1.5
            case .oneToken: return 8
            case .position: return 0.5
            case .opening: return 0.5
            case .prompt: return 0.1
            }
        }
    }

    /// A token seen with a feature, and the more general feature it is compared with.
    private struct Occurrence {
        var row: Int
        var generalRow: Int
        var token: Int
    }

    private let vocabulary: PlaygroundVocabulary
    private let table: UnsafeMutablePointer<Double>
    private var generator: SeededGenerator
    private var occurrences: [[Occurrence]] = Array(repeating: [], count: Family.allCases.count)
    private var totals = [Double](repeating: 0, count: PlaygroundFeatures.rows)

    /// Added for a content word of the prompt itself.
    private static let takenUp = 2.0
    /// Added for a word right after itself, and twice for punctuation after punctuation.
    private static let echo = -4.0
    /// Bias of tokens that are no text (roles, unknown words): they are never met, and yet every sequence has a finite log-prob.
    private static let neverMet = -24.0

    /// All weights, row after row, for the corpus as `seed` weighs its lines.
    static func table(vocabulary: PlaygroundVocabulary, seed: UInt64) -> [Double] {
        let size = PlaygroundModel.weightCount
        return [Double](unsafeUninitializedCapacity: size) { buffer, initialized in
            buffer.initialize(repeating: 0)
            initialized = size
            guard let table = buffer.baseAddress else { return }
            var weights = InitialWeights(vocabulary: vocabulary, table: table, generator: SeededGenerator(seed: seed))
            weights.fill()
        }
    }

    private init(vocabulary: PlaygroundVocabulary, table: UnsafeMutablePointer<Double>, generator: SeededGenerator) {
        self.vocabulary = vocabulary
        self.table = table
        self.generator = generator
    }

    private mutating func fill() {
        let template = PlaygroundTemplate(vocabulary: vocabulary)
        for pair in PlaygroundCorpus.pairs() {
            let prompt = template.prompt(asking: pair.prompt)
            let answer = vocabulary.tokens(of: pair.answer) + [PlaygroundVocabulary.endOfSequence]
            count(answer: answer, after: prompt, weight: 0.5 + generator.uniform())
        }
        for family in Family.allCases {
            turnCountsIntoWeights(family)
        }
        setBias()
        for token in 0..<vocabulary.count {
            addFixedWeights(token)
        }
    }

    // MARK: Counting

    private mutating func count(answer: [Int32], after prompt: [Int32], weight: Double) {
        let words = PlaygroundFeatures.words(ofPrompt: prompt, vocabulary: vocabulary)
        var history = prompt
        for (position, id) in answer.enumerated() {
            let end = history.count
            let context = PlaygroundFeatures.context(
                last: history[end - 1],
                second: history[end - 2],
                third: history[end - 3],
                position: position
            )
            let token = Int(id)
            let bias = PlaygroundFeatures.bias
            count(bias, token, weight)
            count(.oneToken, Occurrence(row: context.one, generalRow: bias, token: token), weight)
            count(.twoTokens, Occurrence(row: context.two, generalRow: context.one, token: token), weight)
            count(.threeTokens, Occurrence(row: context.three, generalRow: context.two, token: token), weight)
            count(.position, Occurrence(row: context.position, generalRow: bias, token: token), weight)
            for word in words {
                let row = PlaygroundFeatures.prompt(word: word)
                count(.prompt, Occurrence(row: row, generalRow: bias, token: token), weight)
                if position == 0 {
                    let opening = PlaygroundFeatures.prompt(word: word, last: .structure)
                    count(.opening, Occurrence(row: opening, generalRow: row, token: token), weight)
                }
            }
            history.append(id)
        }
    }

    private mutating func count(_ family: Family, _ occurrence: Occurrence, _ weight: Double) {
        occurrences[family.rawValue].append(occurrence)
        count(occurrence.row, occurrence.token, weight)
    }

    /// Counts are kept below zero until they have become weights, which never are.
    private mutating func count(_ row: Int, _ token: Int, _ weight: Double) {
        table[index(row, token)] -= weight
        totals[row] += weight
    }

    private func index(_ row: Int, _ token: Int) -> Int {
        row &* vocabulary.count &+ token
    }

    // MARK: Weights

    private func turnCountsIntoWeights(_ family: Family) {
        for occurrence in occurrences[family.rawValue] {
            let index = index(occurrence.row, occurrence.token)
            if table[index] >= 0 { continue }
            // Where features share a row by hash, the more general count may have been turned already: then nothing is known of it.
            let general = table[self.index(occurrence.generalRow, occurrence.token)]
            let share = -table[index] / totals[occurrence.row]
            let generalShare = general < 0 ? -general / totals[occurrence.generalRow] : share
            table[index] = StableMath.log(1 + family.trust * share / generalShare)
        }
    }

    private func setBias() {
        let total = totals[PlaygroundFeatures.bias]
        for token in 0..<vocabulary.count {
            let tokenClass = vocabulary.classes[token]
            let isEnd = token == Int(PlaygroundVocabulary.endOfSequence)
            let isText = tokenClass != .unknown && (tokenClass != .structure || isEnd)
            let share = (0.5 - table[token]) / total
            table[token] = isText ? StableMath.log(share) : InitialWeights.neverMet
        }
    }

    private func addFixedWeights(_ token: Int) {
        let tokenClass = vocabulary.classes[token]
        if tokenClass.carriesContent && tokenClass != .unknown {
            table[index(PlaygroundFeatures.prompt(word: Int32(token)), token)] += InitialWeights.takenUp
        }
        let after = PlaygroundFeatures.context(last: Int32(token), second: 0, third: 0, position: 0).one
        if tokenClass == .punctuation {
            for mark in 0..<vocabulary.count where vocabulary.classes[mark] == .punctuation {
                table[index(after, mark)] += 2 * InitialWeights.echo
            }
        } else {
            table[index(after, token)] += InitialWeights.echo
        }
    }
}
