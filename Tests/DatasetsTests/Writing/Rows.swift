import Inference

@testable import Datasets

/// Rows to be written.
enum Rows {
    static let hostile = "😀 \u{2028}\u{2029} \"q\" \\ \u{0}\u{1}\u{1B}[31m\u{7F}\t\r\n é e\u{301} </script> \u{FEFF} | `x` ``` ---\n- a: b"

    static func prompt(_ id: String, _ text: String = "What color is the sky?", root: String? = nil) -> TrainingPrompt {
        TrainingPrompt(
            messages: [Message(role: "user", content: text)],
            id: id,
            root: root,
            externalID: "x" + id,
            metadata: #"{"level":3}"#,
            tags: ["physics"],
            round: 1
        )
    }

    static func response(_ sample: Int, _ text: String, _ reward: Double, label: Bool? = nil) -> TrainingResponse {
        TrainingResponse(
            text: text,
            sample: sample,
            reward: reward,
            logprob: Double(-2 - sample),
            referenceLogprob: Double(-4 - sample),
            tokens: 4,
            model: "base",
            label: label
        )
    }

    static let green = response(0, "It is green.", -0.5)
    static let grey = response(1, "It is grey.", 0.25)
    static let blue = response(2, "It is blue.", 1)

    /// Blue over green, with all three answers.
    static func pair(_ id: String = "id1", _ text: String = "What color is the sky?", values: [TrainingValue] = []) -> TrainingRow {
        TrainingRow(
            prompt: prompt(id, text),
            pair: TrainingPair(
                chosen: blue,
                rejected: green,
                explicitMargin: 1.5,
                implicitMargin: -1.25,
                score: 100,
                rank: 1,
                values: values
            ),
            responses: [green, grey, blue]
        )
    }

    /// Blue accepted with weight 2, green rejected, grey neither.
    static func labelled(_ id: String = "id1", _ text: String = "What color is the sky?") -> TrainingRow {
        var accepted = blue
        accepted.label = true
        accepted.weight = 2
        var rejected = green
        rejected.label = false
        return TrainingRow(prompt: prompt(id, text), responses: [rejected, grey, accepted])
    }

    /// What the format reads.
    static func row(for format: any TrainingSetFormat, _ id: String = "id1", _ text: String = "What color is the sky?") -> TrainingRow {
        let isOfLabels = format.layout == .responses || format.name == "sets"
        return isOfLabels ? labelled(id, text) : pair(id, text, values: [TrainingValue("win_probability", 0.75)])
    }
}
