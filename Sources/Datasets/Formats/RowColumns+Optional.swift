/// Columns that stand in all rows or in none, as the first row decides.
extension RowColumns {
    /// The system turn's text where rows have one.
    func system(of row: TrainingRow) throws -> String? {
        let system = row.system
        guard hasSystem == (system != nil) else {
            throw RowFault(
                "some prompts have a system turn and some, as prompt \(row.prompt.id), differ: a column must stand in all rows or in none"
            )
        }
        return system
    }

    /// The model that wrote a response, where all responses name theirs.
    func model(of response: TrainingResponse, _ row: TrainingRow) throws -> String? {
        guard hasModel == (response.model != nil) else {
            throw RowFault(
                "some answers name their model and some, as of prompt \(row.prompt.id), differ: a column must stand in all rows or in none"
            )
        }
        return response.model
    }
}
