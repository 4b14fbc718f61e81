/// The known prompts' texts, and whether a new one repeats any of them.
///
/// Exact duplicates are equal but for case and white space. Near duplicates have shingle sets of a Jaccard similarity (common over all
/// shingles) of at least the threshold: MinHash bands name candidates, and the similarity of each is then counted, so nothing below the
/// threshold ever counts, and of what lies above at most one in a million is missed (thresholds from 0.05).
/// The same insertions in the same order give the same answers. Memory with a threshold: about 4 bytes a character of text and 20 bytes a
/// band and prompt, of which there are 16 at 0.9 and 51 at 0.7; without one about 50 bytes a prompt. The lower the threshold and the
/// more alike all prompts are, the more of them each new one is compared with. Room for 6 million prompts.
package struct DuplicateIndex: Sendable {
    private struct Fingerprint: Sendable, Hashable {
        var high: UInt64
        var low: UInt64
    }

    private let threshold: Double
    private let shingle: Shingle
    /// Nil where only exact duplicates count.
    private let bands: MinHashBands?
    private var texts: [Fingerprint: Int32] = [:]
    private var table: BandTable
    /// By text; empty where only exact duplicates count.
    private var sets: [ShingleSet] = []
    /// How many distinct texts are known.
    package var count: Int { texts.count }

    /// - Parameter nearDuplicate: the smallest similarity of near duplicates, above 0 and at most 1; nil for exact duplicates only.
    package init(nearDuplicate: Double?, shingle: Shingle = .characters(5)) throws(EvolutionError) {
        if let nearDuplicate, !(nearDuplicate > 0 && nearDuplicate <= 1) { throw .threshold("near_duplicate", nearDuplicate) }
        if shingle.size < 1 { throw .shingleSize(shingle.size) }
        self.init(threshold: nearDuplicate, shingle)
    }

    /// An index for rewrites that go through `filters`.
    package init(for filters: RewriteFilters) {
        self.init(threshold: filters.nearDuplicate, filters.shingle)
    }

    private init(threshold: Double?, _ shingle: Shingle) {
        self.threshold = threshold ?? 1
        self.shingle = shingle
        bands = threshold.map { MinHashBands(threshold: $0) }
        table = BandTable(bands: bands?.bands ?? 1)
    }

    /// Makes a text known, whether or not it is nearly known already. An exact duplicate changes nothing.
    package mutating func insert(_ text: String) {
        let normalized = NormalizedText(text)
        let fingerprint = DuplicateIndex.fingerprint(of: normalized)
        if texts[fingerprint] == nil { insert(fingerprint, sketch(of: normalized)) }
    }

    /// The known text that this one repeats: the equal one, or else the most similar one, or else nil. Of equally similar ones the oldest.
    package func match(_ text: String) -> DuplicateMatch? {
        let normalized = NormalizedText(text)
        if let known = texts[DuplicateIndex.fingerprint(of: normalized)] { return .exact(text: Int(known)) }
        return sketch(of: normalized).flatMap(nearest)
    }

    /// Makes a text known if it repeats none; returns what `match` does.
    package mutating func insertUnlessDuplicate(_ text: String) -> DuplicateMatch? {
        let normalized = NormalizedText(text)
        let fingerprint = DuplicateIndex.fingerprint(of: normalized)
        if let known = texts[fingerprint] { return .exact(text: Int(known)) }
        let sketch = sketch(of: normalized)
        if let match = sketch.flatMap(nearest) { return match }
        insert(fingerprint, sketch)
        return nil
    }

    private typealias Sketch = (set: ShingleSet, keys: [UInt32])

    private func sketch(of text: NormalizedText) -> Sketch? {
        guard let bands else { return nil }
        let set = ShingleSet(text, shingle)
        return (set, bands.keys(of: set))
    }

    private mutating func insert(_ fingerprint: Fingerprint, _ sketch: Sketch?) {
        texts[fingerprint] = Int32(texts.count)
        guard let sketch else { return }
        sets.append(sketch.set)
        table.append(sketch.keys)
    }

    private func nearest(_ sketch: Sketch) -> DuplicateMatch? {
        var best: (text: Int, similarity: Double)?
        for text in table.candidates(sketch.keys) {
            let similarity = similarity(of: sketch.set, to: text)
            if similarity >= threshold, similarity > (best?.similarity ?? 0) { best = (text, similarity) }
        }
        return best.map { .near(text: $0.text, similarity: $0.similarity) }
    }

    private func similarity(of set: ShingleSet, to text: Int) -> Double {
        // It is at most the smaller size over the larger one.
        let known = sets[text]
        let smaller = min(known.hashes.count, set.hashes.count)
        let larger = max(known.hashes.count, set.hashes.count)
        return Double(smaller) < threshold * Double(larger) * 0.999_999 ? 0 : set.jaccard(with: known)
    }

    private static func fingerprint(of text: NormalizedText) -> Fingerprint {
        var high = Mixer(seed: 1)
        var low = Mixer(seed: 2)
        for scalar in text.scalars {
            high.combine(UInt64(scalar))
            low.combine(UInt64(scalar))
        }
        return Fingerprint(high: high.value, low: low.value)
    }
}
