import Settings

extension Configuration {
    /// The name to ask a server for: a LoRA adapter has a name of its own, fresh every round; all other weights are served under the model's.
    func servedModel(_ model: String, _ weights: Weights) -> String {
        guard trainer.weights.swap == .vllmLoRA, weights.path != nil else { return model }
        return "\(run)-\(weights.version)"
    }

    /// Where the trainer finds a model's weights: those of a training, or those the run began with.
    func trainerPath(policy weights: Weights) -> String { weights.path ?? policy.path }

    func trainerPath(reference weights: Weights) -> String { weights.path ?? reference?.path ?? policy.path }
}
