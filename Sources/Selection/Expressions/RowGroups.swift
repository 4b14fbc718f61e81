/// The group of every row, numbered from 0.
struct RowGroups: Sendable {
    let numbers: [Int32]
    let count: Int

    /// Groups that are numbered already.
    init(numbers: [Int32], count: Int) {
        self.numbers = numbers
        self.count = count
    }

    /// Rows with equal keys are a group; groups are numbered in the order in which they appear.
    init(keys: [Int32]) {
        var known: [Int32: Int32] = [:]
        var numbers: [Int32] = []
        numbers.reserveCapacity(keys.count)
        for key in keys {
            let number = known[key] ?? Int32(known.count)
            known[key] = number
            numbers.append(number)
        }
        self.numbers = numbers
        count = known.count
    }

    /// The rows of one group after the other, each in the rows' order; a group's end where the next one begins.
    var rows: (order: [Int32], starts: [Int]) {
        var starts = [Int](repeating: 0, count: count + 1)
        for number in numbers { starts[Int(number) + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        var places = starts
        var order = [Int32](repeating: 0, count: numbers.count)
        for (row, number) in numbers.enumerated() {
            order[places[Int(number)]] = Int32(row)
            places[Int(number)] += 1
        }
        return (order, starts)
    }
}
