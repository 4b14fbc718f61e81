/// What an experiment came to.
package struct LabResult: Sendable {
    package let settings: LabSettings
    /// A seed: the untrained policy's mean reward on its held-out prompts.
    package let untrained: [Double]
    /// By noise, metric, seed, round.
    package let records: [LabRecord]

    /// Means over the seeds, by noise, metric, round.
    package var cells: [LabCell] {
        var cells: [LabCell] = []
        for noise in settings.noises {
            for metric in settings.metrics {
                for round in 1...settings.rounds { cells += cell(metric.name, noise, round).map { [$0] } ?? [] }
            }
        }
        return cells
    }

    private func cell(_ metric: String, _ noise: Double, _ round: Int) -> LabCell? {
        let own = bySeed(metric, noise, round)
        let random = bySeed("random", noise, round)
        guard let heldOut = Interval(own.map(\.heldOut)) else { return nil }
        let overRandom = random.isEmpty ? [] : zip(own, random).map { $0.heldOut - $1.heldOut }
        return LabCell(
            metric: metric,
            noise: noise,
            round: round,
            heldOut: heldOut,
            overRandom: metric == "random" ? nil : Interval(overRandom),
            agreement: Interval(own.compactMap(\.agreement)),
            pairs: own.reduce(0) { $0 + $1.pairs }
        )
    }

    private func bySeed(_ metric: String, _ noise: Double, _ round: Int) -> [LabRecord] {
        records.filter { $0.metric == metric && $0.noise == noise && $0.round == round }
    }
}
