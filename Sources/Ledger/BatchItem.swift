/// One piece of work in a batch: one line of its file, or several that belong together.
package struct BatchItem: Sendable, Hashable {
    package var position: Int
    /// Unique in its batch. The file's lines carry it, with `-k0`, `-k1`, … behind it where there are several.
    package var customID: String
    package var lines: Int
    package var promptID: Int64
    /// First eight bytes of the prompt's content hash, big-endian; 0 until it is read back.
    package var promptHash: UInt64
    /// What is asked about the prompt, ascending: sample numbers, or the ids of responses.
    package var subjects: [Int64]
    /// Counts the attempts of exactly this work from 1.
    package var attempt: Int
    /// Subjects that are facts or given up already, whoever brought them.
    package var settled: Set<Int64>

    package init(
        position: Int,
        customID: String,
        lines: Int = 1,
        promptID: Int64,
        promptHash: UInt64 = 0,
        subjects: [Int64],
        attempt: Int,
        settled: Set<Int64> = []
    ) {
        self.position = position
        self.customID = customID
        self.lines = lines
        self.promptID = promptID
        self.promptHash = promptHash
        self.subjects = subjects
        self.attempt = attempt
        self.settled = settled
    }

    /// The line of the file that asks for part `line` of this work.
    package func lineID(_ line: Int) -> String {
        lines == 1 ? customID : "\(customID)-k\(line)"
    }

    var subjectList: String { Self.list(subjects) }

    static func list(_ subjects: [Int64]) -> String {
        subjects.map(String.init).joined(separator: ",")
    }
}
