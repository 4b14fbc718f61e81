/// A response after its prompt, with the places in the weight table that speak about each of its tokens.
///
/// They depend on tokens alone, not on weights: looked up once, used in every epoch. A place is the index of a row's first weight.
struct TrainingSequence {
    let tokens: [Int]
    /// Of the last token, the last two, the last three and the position: four places a token, one token after the other.
    let contexts: [Int]
    /// A token: the class of the token before it.
    let classes: [Int]
    /// A distinct word of the prompt: its place.
    let words: [Int]
    /// A distinct word of the prompt with a class of the last token: `wordsByClass[word * classCount + class]`.
    let wordsByClass: [Int]

    static let classCount = PlaygroundTokenClass.allCases.count

    /// `prompt` and `response` hold ids of the vocabulary only; `prompt` has one at least.
    init(prompt: [Int32], response: [Int32], vocabulary: PlaygroundVocabulary) {
        let columns = vocabulary.count
        let history = [PlaygroundFeatures.nothing, PlaygroundFeatures.nothing] + prompt + response
        var contexts: [Int] = []
        var classes: [Int] = []
        contexts.reserveCapacity(response.count * 4)
        classes.reserveCapacity(response.count)
        for position in response.indices {
            let next = prompt.count + 2 + position
            let rows = PlaygroundFeatures.context(
                last: history[next - 1],
                second: history[next - 2],
                third: history[next - 3],
                position: position
            )
            contexts += [rows.one * columns, rows.two * columns, rows.three * columns, rows.position * columns]
            classes.append(vocabulary.classes[Int(history[next - 1])].rawValue)
        }
        let words = PlaygroundFeatures.words(ofPrompt: prompt, vocabulary: vocabulary)
        tokens = response.map(Int.init)
        self.contexts = contexts
        self.classes = classes
        self.words = words.map { PlaygroundFeatures.prompt(word: $0) * columns }
        wordsByClass = words.flatMap { word in
            PlaygroundTokenClass.allCases.map { PlaygroundFeatures.prompt(word: word, last: $0) * columns }
        }
    }
}
