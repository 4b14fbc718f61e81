/// Something that goes wrong with batches at a provider; each hits as often as it was asked for.
package enum BatchFault: String, Sendable, Hashable, CaseIterable {
    /// An upload is answered with 500.
    case uploadFails
    /// The batch is created, the reply is 500.
    case createdUnheard
    /// The batch is not created, the reply is 500.
    case creationFails
    /// 429 with `token_limit_exceeded`.
    case enqueuedLimit
    /// The batch is created and fails at once with `token_limit_exceeded`.
    case enqueuedLimitLater
    /// The batch fails when its file is checked.
    case invalidFile
    /// The time is over when half of the lines are answered.
    case expired
    /// Somebody cancels it when half of the lines are answered.
    case cancelled
    /// The file of answers ends in the middle of a line.
    case truncatedFile
    /// A proxy's page in the place of the file of answers.
    case htmlFile
    /// Every line of answers is there twice.
    case duplicateLines
    /// Lines of names that nobody asked about.
    case unknownNames
    /// The first line is in neither file.
    case missingLine
    /// The batch is over and does not name its files at first.
    case lateFileNames
    /// Every second line is answered with this status, its code a text.
    case rejectedLines, overloadedLines, failedLines
    /// Every second line is answered with 500; status a text, code a number.
    case failedLinesOtherTypes
    /// Every line is answered with status 0 and no body.
    case statusZero
}
