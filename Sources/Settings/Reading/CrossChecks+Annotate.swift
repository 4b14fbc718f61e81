/// Which answers are annotated, and what that needs.
extension CrossChecks {
    mutating func checkAnnotation() {
        guard let rule = settings.text("annotate.rule") else { return }
        for (key, owner) in [
            ("keep", "aepo"), ("lambda", "aepo"), ("vectors", "aepo"), ("budget", "smallest_margin"), ("schedule", "smallest_margin"),
        ]
        where owner != rule && settings.isWritten("annotate." + key) {
            complain("annotate.\(key)", "has no use with rule \(rule): it is for \(owner)")
        }
        switch rule {
        case "aepo":
            if settings.text("annotate.vectors") == "embedding", !settings.isWritten("embeddings") {
                complain("annotate.vectors", "embedding needs a section `embeddings`, which says who makes vectors")
            }
        case "smallest_margin":
            if !settings.isWritten("annotate.budget"), !settings.faulty.contains("annotate.budget") {
                complain("annotate.budget", "is missing: how many pairs rule smallest_margin annotates in all rounds together")
            }
            if settings.text("policy.logprobs") == "none" {
                complain("annotate.rule", "smallest_margin reads log-probabilities: set policy.logprobs to given or sampled")
            }
        default: break
        }
    }
}
