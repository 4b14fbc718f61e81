package import Inference
package import Playground
package import Selection

/// What an experiment compares, and at what budget.
package struct LabSettings: Sendable {
    package var metrics: [LabMetric]
    /// The shares of comparisons whose order the observed rewards get wrong, on average; each an experiment of its own.
    package var noises: [Double]
    package var noiseKind = LabelNoise.Kind.replaced
    /// How often everything is repeated: seeds 1, 2, ….
    package var seeds = 20
    package var rounds = 3
    /// Prompts answered in a round.
    package var prompts = 200
    /// Answers to each of them.
    package var samples = 5
    package var keep = Keep.ratio(0.4)
    package var training = PlaygroundTrainingSettings()
    /// Prompts that are never trained on, and answers to each of them when a policy is measured.
    package var heldOutPrompts = 64
    package var heldOutSamples = 4
    /// The untrained policy every arm begins with, and the reward model.
    package var policy = "base"
    package var reward = "hidden"
    package var sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32)

    package init(metrics: [LabMetric], noises: [Double]) {
        self.metrics = metrics
        self.noises = noises
    }

    /// - Parameter pool: How many prompts there are.
    func check(pool: Int) throws(LabError) {
        if metrics.isEmpty || noises.isEmpty { throw LabError("an experiment needs at least one metric and one noise level") }
        for noise in noises where !(noise >= 0 && noise <= LabelNoise.largest) {
            throw LabError("--noise is \(noise): it must be from 0 to \(LabelNoise.largest), the share of comparisons with a wrong order")
        }
        if Set(noises).count < noises.count { throw LabError("--noise names one level twice") }
        try require(seeds, "--seeds", atLeast: 1)
        try require(rounds, "--rounds", atLeast: 1)
        try require(prompts, "--prompts", atLeast: 2)
        try require(samples, "--samples", atLeast: 2)
        try require(heldOutPrompts, "--held-out", atLeast: 1)
        if prompts + heldOutPrompts > pool {
            throw LabError("\(prompts) prompts a round and \(heldOutPrompts) held out are more than the \(pool) there are: ask for fewer")
        }
        if let problem = keep.problem { throw LabError("--\(problem)") }
    }

    private func require(_ value: Int, _ option: String, atLeast least: Int) throws(LabError) {
        if value < least { throw LabError("\(option) is \(value): it must be at least \(least)") }
    }
}
