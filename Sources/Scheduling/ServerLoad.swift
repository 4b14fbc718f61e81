/// What a server says of its own load: the best signal there is for how many requests it should be given.
package struct ServerLoad: Sendable, Hashable {
    /// Sequences it works on.
    package var running: Int
    /// Sequences that wait for a place.
    package var waiting: Int
    /// Share of the key-value cache in use, 0 to 1, where it tells.
    package var cacheUsage: Double?
    /// Most sequences it works on at once, where it tells.
    package var capacity: Int?

    package init(running: Int, waiting: Int, cacheUsage: Double? = nil, capacity: Int? = nil) {
        self.running = running
        self.waiting = waiting
        self.cacheUsage = cacheUsage
        self.capacity = capacity
    }
}
