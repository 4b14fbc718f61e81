/// What a card shows of the rows, gathered while they are written.
struct RowSummary {
    private var explicit = Histogram()
    private var implicit = Histogram()
    private var rewards = Histogram()

    mutating func add(_ row: TrainingRow) {
        if let pair = row.pair {
            explicit.add(pair.explicitMargin)
            if let margin = pair.implicitMargin { implicit.add(margin) }
            rewards.add(pair.chosen.reward)
            rewards.add(pair.rejected.reward)
        } else {
            for response in row.responses { rewards.add(response.reward) }
        }
    }

    /// The plots of what there is.
    func plots() -> [(name: String, text: String)] {
        var plots: [(name: String, text: String)] = []
        let all: [(name: String, title: String, unit: String, values: Histogram)] = [
            ("explicit_margin.svg", "Explicit margins", "chosen's reward minus rejected's", explicit),
            ("implicit_margin.svg", "Implicit margins", "chosen's implicit reward minus rejected's", implicit),
            ("rewards.svg", "Rewards", "reward of a response", rewards),
        ]
        for plot in all where plot.values.count > 0 {
            plots.append((plot.name, HistogramPlot(title: plot.title, unit: plot.unit, histogram: plot.values).svg))
        }
        return plots
    }
}
