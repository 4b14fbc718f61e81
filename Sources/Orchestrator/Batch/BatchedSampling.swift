package import Inference
package import Ledger

/// Sampling in batches: one line asks for all responses that a prompt lacks.
package struct BatchedSampling: BatchedWork {
    private let ledger: Ledger
    private let setup: RoundSetup
    private let chat: ChatBatch
    /// The endpoint's name as responses record it.
    private let endpoint: String

    package init(ledger: Ledger, setup: RoundSetup, chat: ChatBatch, endpoint: String) {
        self.ledger = ledger
        self.setup = setup
        self.chat = chat
        self.endpoint = endpoint
    }

    package var round: Int { setup.round }
    package var stage: String { setup.phase.sampleStage }
    package var model: String { chat.model }

    package func page(after cursor: Int64, limit: Int) throws -> WorkPage<Work> {
        try PageReader(ledger: ledger, setup: setup, singleRewards: []).read(.sample, after: cursor, limit: limit)
    }

    package func parts(of work: Work, without out: Set<Int64>, alone: Set<Int64>, leavingOut fields: Set<String>) -> [Work] {
        guard case .sample(var work) = work else { return [] }
        let isSingle = fields.contains(BatchAnswer.countField)
        var groups: [[Int]] = []
        for sample in work.samples where !out.contains(Int64(sample)) {
            let followsOn: Bool = groups.last?.last == sample - 1 && !alone.contains(Int64(sample)) && !alone.contains(Int64(sample - 1))
            if followsOn && !isSingle { groups[groups.count - 1].append(sample) } else { groups.append([sample]) }
        }
        return groups.map { group in
            work.samples = group
            return .sample(work)
        }
    }

    package func item(for work: Work) -> BatchItem {
        guard case .sample(let work) = work else { return BatchItem(position: 0, customID: "", promptID: 0, subjects: [], attempt: 1) }
        let place = "p\(work.promptID)-s\(work.samples.first ?? 0)-n\(work.samples.count)"
        return BatchItem(
            position: 0,
            customID: "r\(setup.round)-\(work.phase.rawValue)-\(place)",
            promptID: work.promptID,
            promptHash: work.promptHash,
            subjects: work.samples.map(Int64.init),
            attempt: 1
        )
    }

    package func bodies(for work: Work, leavingOut fields: Set<String>) throws(BackendError) -> [[UInt8]] {
        guard case .sample(let work) = work else { return [] }
        let request = SampleRequest(
            messages: work.messages,
            promptTokens: nil,
            count: work.samples.count,
            seed: Facts.seed(work, setup),
            sampling: setup.sampling
        )
        return [try chat.body(request, leavingOut: fields)]
    }

    /// A token is four bytes on the average and may be twice as many once it is escaped.
    package func longestReply(to work: Work) -> Int {
        let (bytes, overflows) = setup.sampling.maxTokens.multipliedReportingOverflow(by: 8 * max(1, work.count))
        return overflows ? Int.max / 2 : bytes + 1024
    }

    package func open(_ batch: Int) throws -> [(item: BatchItem, work: Work)] {
        try ledger.openSampleItems(batch: batch, round: setup.round, phase: setup.phase).map { item in
            let work = SampleWork(
                phase: setup.phase,
                position: 0,
                promptID: item.promptID,
                promptHash: item.promptHash,
                messages: [],
                promptTokens: nil,
                samples: item.subjects.map { Int($0) }
            )
            return (item, .sample(work))
        }
    }

    package func read(_ lines: [BatchLine], of item: BatchItem, _ work: Work, leftOut fields: Set<String>) -> BatchReading {
        guard case .sample(let work) = work, let line = lines.first else { return BatchReading([]) }
        switch chat.answer(line, count: work.samples.count, leftOut: fields) {
        case .samples(let samples, let error):
            return BatchReading(facts(samples, item, work), error.map { .failed($0) })
        case .onlyFirst(let sample):
            return BatchReading(facts([0: sample], item, work), .refusedField(BatchAnswer.countField))
        case .refusedField(let field): return BatchReading([], .refusedField(field))
        case .failed(let error): return BatchReading([], .failed(error))
        }
    }

    private func facts(_ samples: [Int: Sample], _ item: BatchItem, _ work: SampleWork) -> [Fact] {
        samples.sorted { $0.key < $1.key }.flatMap { place, sample -> [Fact] in
            guard work.samples.indices.contains(place), !item.settled.contains(Int64(work.samples[place])) else { return [] }
            var single = work
            single.samples = [work.samples[place]]
            return Facts.responses([sample], to: single, promptTokens: nil, endpoint: endpoint, milliseconds: nil, setup)
        }
    }
}
