extension LabResult {
    /// Every record, a line each, with a head: what all means and intervals are made of. Round 0 is the untrained policy.
    package func csv() -> [UInt8] {
        var text = "noise,metric,seed,round,held_out_reward,pairs,agreement\n"
        for noise in settings.noises {
            for metric in settings.metrics {
                for (index, reward) in untrained.enumerated() {
                    text += "\(noise),\(Self.quoted(metric.name)),\(index + 1),0,\(reward),0,\n"
                    for record in records where record.noise == noise && record.metric == metric.name && record.seed == index + 1 {
                        let agreement = record.agreement.map { "\($0)" } ?? ""
                        text += "\(noise),\(Self.quoted(metric.name)),\(record.seed),\(record.round),"
                        text += "\(record.heldOut),\(record.pairs),\(agreement)\n"
                    }
                }
            }
        }
        return Array(text.utf8)
    }

    /// An expression may hold commas; it holds no quotes.
    private static func quoted(_ name: String) -> String {
        name.contains(",") ? "\"\(name)\"" : name
    }
}
