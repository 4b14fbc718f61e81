extension TrainingPair {
    /// The pair the other way round: margins change their sign, the selection's `margin` too.
    var swapped: TrainingPair {
        var pair = self
        swap(&pair.chosen, &pair.rejected)
        pair.explicitMargin = -explicitMargin
        pair.implicitMargin = implicitMargin.map { -$0 }
        pair.values = values.map { $0.name == "margin" ? TrainingValue($0.name, -$0.value) : $0 }
        return pair
    }
}
