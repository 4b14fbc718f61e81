/// What a response is worth by a judge's comparisons with the other responses of its prompt: see `PreferenceTable`.
package enum JudgeScore: String, CaseIterable, Sendable {
    case winRate = "winrate"
    case borda
    case copeland
}
