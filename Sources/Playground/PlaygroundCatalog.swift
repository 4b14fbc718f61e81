import Inference

/// What the playground serves: names and the seeds behind them.
package enum PlaygroundCatalog {
    /// Policies before any training. They differ in how their seed weighs the lines of the corpus.
    package static let policies: [String] = ["base", "base-2", "base-3"]
    /// Reward models. They differ in which words they like.
    package static let rewards: [String] = ["hidden", "hidden-2", "hidden-3"]

    static func seed(ofPolicy name: String) throws(BackendError) -> UInt64 {
        try seed(of: name, among: policies, kind: "policy")
    }

    static func seed(ofReward name: String) throws(BackendError) -> UInt64 {
        try seed(of: name, among: rewards, kind: "reward model")
    }

    private static func seed(of name: String, among names: [String], kind: String) throws(BackendError) -> UInt64 {
        guard let index = names.firstIndex(of: name) else {
            let known = names.joined(separator: ", ")
            throw BackendError(.misconfigured, "the playground has no \(kind) \"\(name)\"; set model to one of: \(known)")
        }
        return UInt64(index + 1)
    }
}
