import Transport

/// The choices of a reply to a sampling request, each at its place: those that are good, and what is wrong with the others.
struct ReplyChoices<Choice> {
    /// How many were asked for.
    let count: Int
    private(set) var good: [Int: Choice] = [:]
    private var faults: [Int: BadReply] = [:]

    init(count: Int) {
        self.count = count
    }

    /// Takes in the choice of this index. Throws where its place is taken or was not asked for: then nothing of the reply can be believed.
    mutating func add(_ index: Int, _ choice: () throws -> Choice) throws {
        guard (0..<count).contains(index) else {
            throw BadReply.malformed("a choice has the index \(index) where \(count) were asked for, counted from 0")
        }
        guard good[index] == nil, faults[index] == nil else {
            throw BadReply.malformed("two choices have the index \(index)")
        }
        do {
            good[index] = try choice()
        } catch let fault as BadReply {
            faults[index] = fault
        }
    }

    /// Choices that came, good or bad.
    var present: Int { good.count + faults.count }

    /// Why some are missing: the first bad choice's fault, else that there were too few.
    var fault: BadReply? {
        if let first = faults.min(by: { $0.key < $1.key }) { return first.value }
        guard present < count else { return nil }
        return .malformed("\(present) choices came back where \(count) were asked for")
    }
}

extension EndpointReply {
    /// The samples of this reply, in order. Throws `PartialSamples` where only some are there.
    func samples(_ body: (HTTPResponse) throws -> ReplyChoices<Sample>) throws -> [Sample] {
        let choices = try read(body)
        var gathered = GatheredSamples()
        gathered.add(choices.good, at: 0)
        if let fault = choices.fault { gathered.fail(failure.error(for: fault, in: response), at: 0) }
        return try gathered.all()
    }
}
