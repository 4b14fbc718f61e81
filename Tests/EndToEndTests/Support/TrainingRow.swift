import Foundation

/// One line of a training set in TRL's format, with the columns the tests ask for.
struct TrainingRow: Decodable {
    struct Turn: Decodable, Equatable {
        var role: String
        var content: String
    }

    var prompt: [Turn]
    var chosen: [Turn]
    var rejected: [Turn]
    var chosen_sample: Int?
    var rejected_sample: Int?
    var chosen_score: Double?
    var rejected_score: Double?
    var explicit_margin: Double?
    var implicit_margin: Double?
    var score: Double?

    /// The rows of a file of JSON Lines.
    static func rows(_ text: String) throws -> [TrainingRow] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(TrainingRow.self, from: Data($0.utf8)) }
    }
}
