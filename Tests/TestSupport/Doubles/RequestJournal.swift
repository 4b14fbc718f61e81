/// What a double was asked and how much it computed.
package struct RequestJournal: Sendable {
    /// Things a server computes, counted when it has computed them, whether or not the reply arrives.
    package enum Item: String, Sendable, Hashable {
        case sample, logprob, reward, tokenization
        /// Samples that were drawn with the seed by which starts look at seeds; counted as samples too.
        case seedProbe
    }

    /// Requests by path.
    package private(set) var requests: [String: Int] = [:]
    /// Items by kind.
    package private(set) var items: [Item: Int] = [:]
    /// The last 512 requests, oldest first.
    package private(set) var recent: [ReceivedRequest] = []
    /// Requests being answered now, and the most there ever were at once.
    package private(set) var inFlight = 0
    package private(set) var mostInFlight = 0
    private var attempts: [UInt64: Int] = [:]

    package var totalRequests: Int { requests.values.reduce(0, +) }

    package func count(_ item: Item) -> Int { items[item, default: 0] }

    mutating func begin(method: String, path: String, authorization: String?, contentType: String?, body: [UInt8]) -> ReceivedRequest {
        requests[path, default: 0] += 1
        inFlight += 1
        mostInFlight = max(mostInFlight, inFlight)
        var hash = HashState(0)
        hash.absorb(path.utf8)
        hash.absorb(body)
        attempts[hash.value, default: 0] += 1
        let request = ReceivedRequest(
            number: requests[path, default: 0],
            attempt: attempts[hash.value, default: 0],
            method: method,
            path: path,
            authorization: authorization,
            contentType: contentType,
            body: body
        )
        if recent.count == 512 { recent.removeFirst() }
        recent.append(request)
        return request
    }

    mutating func end() {
        inFlight -= 1
    }

    mutating func add(_ item: Item, _ count: Int) {
        items[item, default: 0] += count
    }
}
