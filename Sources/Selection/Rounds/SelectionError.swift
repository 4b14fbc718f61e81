/// Input no selection or draw can be made from; its description is one sentence for people.
package enum SelectionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A response lacks a log-probability that the score or the filter needs; positions count from 0 in plan order.
    case missingLogprob(model: String, prompt: Int, sample: Int32)
    /// An expression reads what the table does not hold, or not for each of its rows; said as the expression's column says it.
    case missingColumn(String, remedy: String)
    case notFinite(_ what: String, _ value: Double, prompt: Int, sample: Int32)
    case samplesOutOfOrder(prompt: Int, sample: Int32)
    case invalidBeta(Double)
    /// The sentence of `Keep.problem`.
    case invalidKeep(String)
    /// A sentence on a guard, a quota or another rule.
    case invalidRule(String)
    case invalidWeight(Double, item: Int)
    case weightsDoNotMatch(weights: Int, prompts: Int)

    package var description: String {
        switch self {
        case .missingLogprob(let model, let prompt, let sample):
            return "sample \(sample) of the prompt at position \(prompt) has no \(model) log-prob, and the selection's expressions use dh: "
                + "score it first, or leave the response out"
        case .missingColumn(let name, let remedy):
            return "the selection's expressions read \(name), which these responses do not have: \(remedy)"
        case .notFinite(let what, let value, let prompt, let sample):
            return "the \(what) of sample \(sample) of the prompt at position \(prompt) is \(value): it must be a finite number"
        case .samplesOutOfOrder(let prompt, let sample):
            return
                "sample \(sample) of the prompt at position \(prompt) is out of order: append samples counted from 0, ascending, each once"
        case .invalidBeta(let beta):
            return "beta is \(beta): it must be a finite number above 0"
        case .invalidKeep(let problem), .invalidRule(let problem):
            return problem
        case .invalidWeight(let weight, let item):
            return "the weight of pool item \(item) is \(weight): it must be a finite number of at least 0"
        case .weightsDoNotMatch(let weights, let prompts):
            return "there are \(weights) weights for \(prompts) prompts: give one weight a prompt"
        }
    }
}
