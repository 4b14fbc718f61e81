/// Where a follow-up's own tokens stand.
enum FollowupSpan {
    /// What is left of a conversation's ids without what it shares, at either end, with the ids of the same conversation where the user says
    /// nothing: neither the header of the user's turn, which is alike after any response, nor what closes it. Nil where nothing is left.
    static func of(_ spoken: [Int32], silent: [Int32]) -> Range<Int>? {
        let most = min(spoken.count, silent.count)
        var start = 0
        while start < most, spoken[start] == silent[start] { start += 1 }
        var end = 0
        while end < most - start, spoken[spoken.count - 1 - end] == silent[silent.count - 1 - end] { end += 1 }
        let span = start..<(spoken.count - end)
        return start > 0 && !span.isEmpty ? span : nil
    }
}
