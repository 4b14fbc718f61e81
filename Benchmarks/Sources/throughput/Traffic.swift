/// What a client sent and received, headers included.
struct Traffic: Equatable {
    var requests: Int
    var sent: Int
    var received: Int
}
