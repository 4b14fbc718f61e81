/// Finds answers in which a model declines, by how they begin. English only.
///
/// A refusal says that "I" cannot do a certain thing: `I can't help with that`. After an apology or "as an AI" more things count,
/// because then it is hardly a user who speaks. People write prompts in the first person and apologise in them ("I can't sleep",
/// "I'm sorry, but I can't find my keys"), so an inability alone is none.
enum RefusalPhrases {
    private static let apologies: [String] = [
        "i'm sorry", "i am sorry", "i'm very sorry", "i'm really sorry", "sorry", "i apologize", "i apologise", "my apologies",
        "unfortunately",
    ]
    private static let confessions: [String] = [
        "as an ai", "as an ai language model", "as an ai assistant", "as an ai model", "as a language model", "as a large language model",
        "as an artificial intelligence",
    ]
    private static let inabilities: [String] = [
        "i can't", "i cannot", "i can not", "i'm unable to", "i am unable to", "i'm not able to", "i am not able to", "i won't",
        "i will not",
        "i'm not comfortable", "i am not comfortable", "i must decline to", "i have to decline to", "i decline to", "i won't be able to",
    ]
    /// After "as an AI": denials of any kind.
    private static let denials: [String] = ["i don't", "i do not", "i have no", "i'm not", "i am not", "i must", "my purpose"]
    private static let tasks: [String] = [
        "help with", "assist with", "fulfill", "fulfil", "comply with", "rewrite", "rephrase",
        "provide",
        "create", "generate", "produce", "discuss", "engage in", "engage with", "process", "participate in", "support",
        "helping with", "assisting with", "rewriting", "providing", "creating", "generating",
    ]
    private static let objects: [String] = [" that", " your", " such", " this request", " this prompt", " this task", " the prompt"]
    private static let objectsAfterApology: [String] = objects + [" this", " these", " those", " any", " content", " the rewritten"]

    static func matches(_ opening: AnswerOpening) -> Bool {
        var rest = opening.text[...]
        var isExcused = false
        var isConfessed = false
        if let after = AnswerOpening.after(apologies, in: rest), let next = clause(after) {
            rest = next
            isExcused = true
        }
        if let after = AnswerOpening.after(confessions, in: rest), let next = clause(after) {
            rest = next
            isConfessed = true
        }
        if isConfessed && AnswerOpening.after(inabilities + denials, in: rest) != nil { return true }
        guard let task = AnswerOpening.after(inabilities, in: rest) else { return false }
        if isExcused && (task.isEmpty || task.first == "." || task.hasPrefix(" do that")) { return true }
        if task.hasPrefix(" help you with") || task.hasPrefix(" assist you with") { return true }
        guard task.first == " ", let object = AnswerOpening.after(tasks, in: task.dropFirst()) else { return false }
        return AnswerOpening.after(isExcused ? objectsAfterApology : objects, in: object) != nil
    }

    /// What is said after the opening words: past punctuation, blanks and "but"; nil where the words go on ("sorry about …").
    private static func clause(_ text: Substring) -> Substring? {
        let rest = text.drop { !$0.isLetter }
        if rest.hasPrefix("but ") { return rest.dropFirst(4) }
        let begins = rest.hasPrefix("i ") || rest.hasPrefix("i'") || rest.hasPrefix("as a") || rest.hasPrefix("my ")
        return begins ? rest : nil
    }
}
