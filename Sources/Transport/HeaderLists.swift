/// The header lists last used: most requests of a run carry one of a few.
struct HeaderLists {
    private var recent: [HeaderList] = []
    private let capacity = 8

    /// The list for a request; nil if a field cannot be sent.
    mutating func list(for request: HTTPRequest) -> HeaderList? {
        if let known = recent.firstIndex(where: { $0.serves(request) }) {
            if known > 0 { recent.swapAt(known, known - 1) }
            return recent[max(0, known - 1)]
        }
        guard HeaderList.isSendable(request) else { return nil }
        let new = HeaderList(request)
        if recent.count == capacity { recent.removeLast() }
        recent.append(new)
        return new
    }
}
