/// Writes the rewriter's answers: a prompt from the patterns, now and then one that is bad on purpose, or wrapped.
struct PlaygroundRewriteWriter: Sendable {
    let badShare: Double
    let wrappedShare: Double
    private let vocabulary = PlaygroundVocabulary.shared

    init(badShare: Double, wrappedShare: Double) {
        self.badShare = badShare
        self.wrappedShare = wrappedShare
    }

    func answer(to task: PlaygroundRewriteTask, seed: Int64) -> String {
        var hash = StableHash()
        hash.combine(UInt64(bitPattern: seed))
        hash.combine(task.hash)
        var generator = SeededGenerator(seed: hash.value)
        let prompt = prompt(for: task, &generator)
        if generator.uniform() < badShare {
            return PlaygroundRewriteWriter.pick(PlaygroundBadRewrite.allCases, &generator).answer(parent: task.parent, prompt: prompt)
        }
        if generator.uniform() < wrappedShare {
            return PlaygroundRewriteWriter.pick(PlaygroundWrapping.allCases, &generator).wrap(prompt)
        }
        return prompt
    }

    /// A prompt about the parent's things, or for `breadth` about things like them. Its words are the vocabulary's; only a parent that
    /// gets a constraint brings its own.
    private func prompt(for task: PlaygroundRewriteTask, _ generator: inout SeededGenerator) -> String {
        let named = topics(of: task.parent)
        let main = PlaygroundRewriteWriter.pick(named.isEmpty ? PlaygroundTopics.all : named, &generator)
        let pattern = PlaygroundRewriteWriter.pick(PlaygroundRewritePatterns.of(task.direction), &generator)
        switch task.direction {
        case .breadth:
            let alike = (PlaygroundTopics.group(of: main) ?? PlaygroundTopics.all).filter { !named.contains($0) }
            let topic = alike.isEmpty ? main : PlaygroundRewriteWriter.pick(alike, &generator)
            return fill(pattern, topic: topic, &generator)
        case .deepen, .concretize, .reason:
            return fill(pattern, topic: main, &generator)
        case .constrain:
            let request = isShort(task.parent) ? task.parent : fill(pattern, topic: main, &generator)
            let constraint = PlaygroundRewriteWriter.pick(PlaygroundRewritePatterns.constraints, &generator)
            return request + " " + fill(constraint, topic: main, &generator)
        }
    }

    private func fill(_ pattern: String, topic: String, _ generator: inout SeededGenerator) -> String {
        let article = topic.prefix { $0 != " " }
        let modifier = PlaygroundRewriteWriter.pick(PlaygroundTopics.modifiers, &generator)
        let particular = (article == "an" ? "a" : article) + " " + modifier + topic.dropFirst(article.count)
        let other = PlaygroundRewriteWriter.pick(PlaygroundTopics.all.filter { $0 != topic }, &generator)
        let setting = PlaygroundRewriteWriter.pick(PlaygroundTopics.settings, &generator)
        var text = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            switch rest[open...].prefix(3) {
            case "{t}": text += topic
            case "{u}": text += other
            case "{m}": text += particular
            default: text += setting
            }
            rest = rest[open...].dropFirst(3)
        }
        return text + rest
    }

    /// The things a prompt names, in their order; "a story about a dog" names a dog.
    private func topics(of parent: String) -> [String] {
        let tokens = vocabulary.tokens(of: parent).filter { vocabulary.classes[Int($0)] == .noun }
        let nouns = tokens.map { vocabulary.spellings[Int($0)] }
        let named = nouns.filter { !PlaygroundTopics.requested.contains($0) }
        var topics: [String] = []
        for noun in named.isEmpty ? nouns : named {
            let topic = PlaygroundTopics.topic(ofNoun: noun)
            if !topics.contains(topic) { topics.append(topic) }
        }
        return topics
    }

    /// Rewrites of rewrites must not grow without end.
    private func isShort(_ parent: String) -> Bool {
        let words = vocabulary.tokens(of: parent).filter { vocabulary.classes[Int($0)].isWord }
        return (1...14).contains(words.count)
    }

    private static func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
        values[Int(generator.next() % UInt64(values.count))]
    }
}
