/// One message of a request.
struct SentTurn: Decodable, Equatable {
    var role: String
    var content: String
}
