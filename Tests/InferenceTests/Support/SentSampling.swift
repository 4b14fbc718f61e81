/// What a request says of how responses are drawn, by the names that most dialects use.
struct SentSampling: Decodable, Equatable {
    var temperature: Double
    var top_p: Double
    var top_k: Int
    var min_p: Double
    var repetition_penalty: Double
    var presence_penalty: Double
    var frequency_penalty: Double

    /// Of `SamplingParameters.unusual`.
    static let unusual = SentSampling(
        temperature: 0.8,
        top_p: 0.95,
        top_k: 40,
        min_p: 0.05,
        repetition_penalty: 1.1,
        presence_penalty: 0.2,
        frequency_penalty: -0.3
    )

    /// Nothing but temperature acts, where -1 switches top-k off.
    static func plain(temperature: Double) -> SentSampling {
        SentSampling(
            temperature: temperature,
            top_p: 1,
            top_k: -1,
            min_p: 0,
            repetition_penalty: 1,
            presence_penalty: 0,
            frequency_penalty: 0
        )
    }
}
