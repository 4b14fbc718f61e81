/// The pieces of a text that are compared: every run of so many neighbouring characters, or words.
///
/// A text shorter than one piece is a single piece. Characters suit every language; words need blanks between them.
package enum Shingle: Sendable, Hashable {
    case characters(Int)
    case words(Int)

    package var size: Int {
        switch self {
        case .characters(let size), .words(let size): size
        }
    }
}
