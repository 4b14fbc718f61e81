struct Timeline<Happening> {
    private struct Entry {
        var time: Double
        var happening: Happening
    }

    /// The latest first, so that the next one is taken off the end.
    private var entries: [Entry] = []

    mutating func schedule(_ happening: Happening, at time: Double) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].time > time { low = middle + 1 } else { high = middle }
        }
        entries.insert(Entry(time: time, happening: happening), at: low)
    }

    /// The time of what happens next.
    var nextTime: Double? { entries.last?.time }

    mutating func next() -> (time: Double, happening: Happening)? {
        entries.popLast().map { ($0.time, $0.happening) }
    }
}
