import Scheduling

/// The samples of one request that several exchanges bring together.
struct GatheredSamples {
    private var samples: [Int: Sample] = [:]
    private var errors: [Int: BackendError] = [:]

    /// Takes in samples whose places are counted from `offset`.
    mutating func add(_ found: [Int: Sample], at offset: Int) {
        for (index, sample) in found { samples[offset + index] = sample }
    }

    /// Notes why the sample of this place, and perhaps others after it, is missing.
    mutating func fail(_ error: BackendError, at place: Int) {
        errors[place] = error
    }

    /// Runs `body`, whose samples have their places counted from `offset`; false if some of them are missing.
    mutating func take(at offset: Int, _ body: () async throws -> [Sample]) async throws -> Bool {
        do {
            for (index, sample) in try await body().enumerated() { samples[offset + index] = sample }
            return true
        } catch let partial as PartialSamples {
            add(partial.samples, at: offset)
            fail(partial.error, at: offset)
        } catch let error as BackendError {
            fail(error, at: offset)
        }
        return false
    }

    /// All samples in order; throws `PartialSamples` where some are missing, the reason alone where all are or nobody wants them any more.
    func all() throws -> [Sample] {
        if let error = errors.min(by: { $0.key < $1.key })?.value {
            let cancelled = errors.values.first { $0.failure == .cancelled }
            if let cancelled { throw cancelled }
            throw samples.isEmpty ? error : PartialSamples(samples: samples, error: error)
        }
        return samples.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Asks for each sample by itself, all at once, but for those that are known.
    static func single(
        _ count: Int,
        known: [Int: Sample] = [:],
        _ one: @escaping @Sendable (_ place: Int) async throws -> Sample
    ) async throws -> [Sample] {
        var gathered = GatheredSamples()
        gathered.add(known, at: 0)
        try await withThrowingTaskGroup(of: (Int, Result<Sample, BackendError>).self) { group in
            for place in 0..<count where known[place] == nil {
                group.addTask {
                    do {
                        return (place, .success(try await one(place)))
                    } catch let error as BackendError {
                        return (place, .failure(error))
                    }
                }
            }
            for try await (place, result) in group {
                switch result {
                case .success(let sample): gathered.samples[place] = sample
                case .failure(let error): gathered.errors[place] = error
                }
            }
        }
        return try gathered.all()
    }
}
