/// A number of prompts from each source of `BufferMix`.
package struct BufferCounts: Sendable, Hashable {
    package var evolved: Int
    package var previous: Int
    package var fresh: Int

    package init(evolved: Int, previous: Int, fresh: Int) {
        self.evolved = evolved
        self.previous = previous
        self.fresh = fresh
    }

    package var total: Int { evolved + previous + fresh }
}
