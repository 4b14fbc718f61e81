/// Conversational preference data with an explicit prompt, one JSON object a line:
/// `{"prompt": [messages], "chosen": [assistant message], "rejected": [assistant message]}`.
package struct TRLPreferenceFormat: TrainingSetFormat {
    package let name = "trl"
    package let consumer = "TRL DPOTrainer, CPOTrainer, ORPOTrainer, RewardTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#preference"

    package init() {}

    package func writer(in folder: String, columns: Set<TrainingSetColumn>) throws -> any TrainingSetWriter {
        try TRLPreferenceWriter(folder: folder, columns: columns)
    }
}
