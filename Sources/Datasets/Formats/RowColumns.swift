/// The columns of a training set that depend on what is asked for and on what the rows have. Readers of JSON Lines take a column's type
/// from the first rows, so the first row decides for all what each must have.
package struct RowColumns: Sendable, Hashable {
    /// In the order of their declaration.
    package let chosen: [TrainingSetColumn]
    /// The selection's own columns that are written as they are.
    package let values: [String]
    /// Whether every pair has an implicit margin; where not, none has.
    package let hasImplicitMargin: Bool
    /// Whether every response names its model.
    package let hasModel: Bool
    /// Whether every prompt starts with a system turn.
    package let hasSystem: Bool

    /// `first` is nil for a training set without rows.
    package init(_ chosen: Set<TrainingSetColumn> = [], values: [String] = [], first: TrainingRow?) {
        self.chosen = TrainingSetColumn.allCases.filter { chosen.contains($0) }
        self.values = values
        hasImplicitMargin = first?.pair?.implicitMargin != nil
        hasModel = first?.pair?.chosen.model != nil
        hasSystem = first?.prompt.messages.first?.role == "system"
    }

    /// What stands behind the format's own columns.
    package func fields(_ layout: TrainingRowLayout) -> [RecordField] {
        var fields: [RecordField] = []
        for column in chosen { fields += self.fields(of: column, layout) }
        for name in values { fields.append(RecordField(name, .double)) }
        return fields
    }

    private func fields(of column: TrainingSetColumn, _ layout: TrainingRowLayout) -> [RecordField] {
        switch column {
        case .promptID: return [RecordField("prompt_id", .string)]
        case .externalID: return [RecordField("external_id", .string)]
        case .metadata: return [RecordField("metadata", .string)]
        case .round: return [RecordField("round", .integer)]
        case .rank: return [RecordField("rank", .integer)]
        case .margins:
            let implicit: [RecordField] = hasImplicitMargin ? [RecordField("implicit_margin", .double)] : []
            return [RecordField("explicit_margin", .double)] + implicit + [RecordField("score", .double)]
        case .scores: return sides("score", .double, layout)
        case .samples: return sides("sample", .integer, layout)
        case .logprobs: return sides("logprob", .double, layout) + sides("tokens", .integer, layout)
        case .referenceLogprobs:
            if layout == .responses { return [RecordField("ref_logps", .double)] }
            return [RecordField("ref_chosen_logps", .double), RecordField("ref_rejected_logps", .double)]
        }
    }

    private func sides(_ name: String, _ type: RecordType, _ layout: TrainingRowLayout) -> [RecordField] {
        if layout == .responses { return [RecordField(name, type)] }
        return [RecordField("chosen_" + name, type), RecordField("rejected_" + name, type)]
    }
}
