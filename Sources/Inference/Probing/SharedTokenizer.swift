/// Whether policy and reference cut text into the same tokens: otherwise their log-probs cannot be subtracted.
package struct SharedTokenizer: ProbeReading, Hashable {
    package var policy: [Int32]
    package var reference: [Int32]

    package init(policy: [Int32], reference: [Int32]) {
        self.policy = policy
        self.reference = reference
    }

    package var findings: [ProbeFinding] {
        guard policy != reference else { return [ProbeFinding(.agreement, .good, "cuts text into tokens as the policy does")] }
        return [
            ProbeFinding(
                .agreement,
                .bad,
                "policy and reference turn the same conversation into different tokens: they need one tokenizer and one chat template",
                remedy: "serve the reference from the policy's base model, or choose an implicit reward without a reference"
            )
        ]
    }
}
