/// What becomes one record of a training set.
package enum TrainingRowLayout: String, Sendable, Hashable {
    /// A pair: rows of selections of pairs.
    case pairs
    /// A labelled response: rows of selections that label responses; of a pair the chosen one (true), then the rejected one (false).
    case responses
    /// A prompt, once: further rows of the same prompt add nothing.
    case prompts
}
