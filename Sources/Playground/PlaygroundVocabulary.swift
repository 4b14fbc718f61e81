/// The words, punctuation marks and structural tokens of the playground's model: 400 of them, ids 0 ..< 400.
///
/// Ids, in this order: structural tokens of the chat template, punctuation, words by class, buckets for unknown words.
/// The order is part of the model: a change of any list changes every id after it and with it every recorded token.
package struct PlaygroundVocabulary: Sendable {
    /// How text, roles and ids are spelled: `spellings[id]`.
    package let spellings: [String]
    /// The class of every token: `classes[id]`.
    package let classes: [PlaygroundTokenClass]
    private let ids: [String: Int32]
    private let firstUnknown: Int32

    /// The one vocabulary; every model of the playground shares it.
    package static let shared = PlaygroundVocabulary()

    /// Ends a turn and a sampled answer.
    package static let endOfSequence: Int32 = 0
    /// How many ids an unknown word may fall into. One would do for text, but prompts of unknown words would then all look alike.
    static let unknownBuckets = 15

    private init() {
        var spellings: [String] = []
        var classes: [PlaygroundTokenClass] = []
        func add(_ list: [String], _ tokenClass: PlaygroundTokenClass) {
            spellings.append(contentsOf: list)
            classes.append(contentsOf: Array(repeating: tokenClass, count: list.count))
        }
        func words(_ text: String) -> [String] {
            text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map { String(decoding: $0, as: UTF8.self) }
        }
        add(["<eos>", "<system>", "<user>", "<assistant>", "<tool>"], .structure)
        add([".", "?", "!", ",", ";", ":", "\n"], .punctuation)
        add(words(PlaygroundWords.function), .function)
        add(words(PlaygroundWords.verbs), .verb)
        add(words(PlaygroundWords.modifiers), .modifier)
        add(words(PlaygroundWords.nouns), .noun)
        firstUnknown = Int32(spellings.count)
        var ids: [String: Int32] = [:]
        for (id, spelling) in spellings.enumerated() where classes[id] != .structure {
            ids[spelling] = Int32(id)
        }
        add(Array(repeating: "<unk>", count: PlaygroundVocabulary.unknownBuckets), .unknown)
        self.ids = ids
        self.spellings = spellings
        self.classes = classes
    }

    /// How many tokens there are.
    package var count: Int { spellings.count }

    /// The id of a lower-cased word or punctuation mark; a word the vocabulary lacks falls into one of the `<unk>` buckets by its hash.
    package func id(of word: String) -> Int32 {
        if let id = ids[word] { return id }
        var hash = StableHash()
        hash.combine(word)
        return firstUnknown + Int32(hash.value % UInt64(PlaygroundVocabulary.unknownBuckets))
    }

    /// The structural token that opens a turn of `role`, or nil for a role the template does not have.
    func opening(ofRole role: String) -> Int32? {
        switch role {
        case "system": return 1
        case "user": return PlaygroundVocabulary.user
        case "assistant": return PlaygroundVocabulary.assistant
        case "tool": return 4
        default: return nil
        }
    }

    /// Opens a user's turn.
    static let user: Int32 = 2
    /// Opens an assistant's turn: the generation prompt.
    static let assistant: Int32 = 3

    func contains(_ id: Int32) -> Bool { id >= 0 && id < Int32(count) }
}
