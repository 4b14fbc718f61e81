import Foundation

/// The second block of a section. What is not given is not compared.
struct ExpectedSelection: Decodable {
    struct Pair: Decodable {
        var prompt: String
        var chosen: Int
        var rejected: Int
        var score: Double?
        var columns: [String: Double]?

        var place: String { "\(prompt) \(chosen) \(rejected)" }
    }

    struct Members: Decodable {
        var prompt: String
        var accepted: [Int]
        var rejected: [Int]
        /// Of every response, by sample; 1 unless given.
        var weights: [Double]?
        /// Of every response by reward, by sample, from 1.
        var ranks: [Int]?
    }

    /// The kept pairs, best first.
    var pairs: [Pair]?
    /// Whether chance decides the order of the pairs.
    var any_order: Bool?
    /// How many are kept, where chance decides which.
    var kept: Int?
    var members: [Members]?
    /// KTO's weights of desirable and undesirable responses.
    var lambdas: [Double]?
    /// Why prompts bring nothing.
    var left_out: [String: String]?
    /// The samples of every prompt that the reward models are asked about.
    var annotated: [String: [Int]]?
    var diagnostics: [String: Double]?
}
