extension StableHash {
    /// What `random()` of an expression begins with; it takes in the prompt's hash and the samples of a row.
    static func random(runSeed: Int, round: Int) -> StableHash {
        var hash = StableHash(purpose: "random")
        hash.combine(runSeed)
        hash.combine(round)
        return hash
    }
}
