/// Input no selection or draw can be made from; its description is one sentence for people.
package enum SelectionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A response lacks a log-probability that the score or the filter needs; positions count from 0 in plan order.
    case missingLogprob(model: String, prompt: Int, sample: Int32)
    case notFinite(_ what: String, _ value: Double, prompt: Int, sample: Int32)
    case samplesOutOfOrder(prompt: Int, sample: Int32)
    case invalidBeta(Double)
    /// The sentence of `Keep.problem`.
    case invalidKeep(String)
    /// A sentence on a guard, a quota or another rule.
    case invalidRule(String)
    /// A rule compares responses with vectors the table does not have.
    case missingVectors(String)
    /// A rule reads a response column the table does not have.
    case missingColumn(String)
    case invalidWeight(Double, item: Int)
    case weightsDoNotMatch(weights: Int, prompts: Int)

    package var description: String {
        switch self {
        case .missingLogprob(let model, let prompt, let sample):
            return "sample \(sample) of the prompt at position \(prompt) has no \(model) log-prob, and the selection's expressions use dh: "
                + "score it first, or leave the response out"
        case .notFinite(let what, let value, let prompt, let sample):
            return "the \(what) of sample \(sample) of the prompt at position \(prompt) is \(value): it must be a finite number"
        case .samplesOutOfOrder(let prompt, let sample):
            return
                "sample \(sample) of the prompt at position \(prompt) is out of order: append samples counted from 0, ascending, each once"
        case .invalidBeta(let beta):
            return "beta is \(beta): it must be a finite number above 0"
        case .missingVectors(let name):
            return "a rule of the selection compares responses by their \(name) vectors, and the table has none: "
                + "make them first, or name others"
        case .missingColumn(let name):
            return "a rule of the selection reads the column \(name) of the responses, and the table has none: make it first"
        case .invalidKeep(let problem), .invalidRule(let problem):
            return problem
        case .invalidWeight(let weight, let item):
            return "the weight of pool item \(item) is \(weight): it must be a finite number of at least 0"
        case .weightsDoNotMatch(let weights, let prompts):
            return "there are \(weights) weights for \(prompts) prompts: give one weight a prompt"
        }
    }
}
