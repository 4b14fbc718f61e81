import Evolution
import Testing

@Suite struct CleaningAnswersTests {
    @Test(arguments: [
        ("  What is a dog?\n\n", "What is a dog?"),
        ("\u{00a0}\tWhy?\u{3000}", "Why?"),
        ("<think>\nLet me see.\n</think>\n\nWhat is a dog?", "What is a dog?"),
        ("<think></think>What is a dog?", "What is a dog?"),
        ("<think>It never ends", ""),
        ("The tag was in the prompt.\n</think>\n\nWhat is a dog?", "What is a dog?"),
        ("\"What is a dog?\"", "What is a dog?"),
        ("“What is a dog?”", "What is a dog?"),
        ("'What is a dog?'", "What is a dog?"),
        ("«Qu'est-ce qu'un chien ?»", "Qu'est-ce qu'un chien ?"),
        ("「犬とは何ですか。」", "犬とは何ですか。"),
        ("`What is a dog?`", "What is a dog?"),
        ("```\nWhat is\na dog?\n```", "What is\na dog?"),
        ("```text\r\nWhat is a dog?\r\n```", "What is a dog?"),
        ("Rewritten prompt:\nWhat is a dog?", "What is a dog?"),
        ("Rewritten prompt: What is a dog?", "What is a dog?"),
        ("#Rewritten Prompt#:\nWhat is a dog?", "What is a dog?"),
        ("#Rewritten Prompt#\n\nWhat is a dog?", "What is a dog?"),
        ("### New Question\nWhat is a dog?", "What is a dog?"),
        ("**New prompt:** What is a dog?", "What is a dog?"),
        ("**Rewritten Prompt**: What is a **dog**?", "What is a **dog**?"),
        ("--- BEGIN PROMPT ---\nWhat is a dog?\n--- END PROMPT ---", "What is a dog?"),
        ("<think>Hm.</think>\nRewritten prompt:\n```\n\"What is a dog?\"\n```\n", "What is a dog?"),
    ])
    func packagingComesOff(pair: (String, String)) {
        #expect(RewriteCleaner.clean(pair.0) == pair.1)
        #expect(RewriteCleaner.clean(pair.1) == pair.1)
    }

    @Test(arguments: [
        "\"Yes\" or \"no\"", "'tis the season. What is it, 'bout now'", "‘It’s late’", "\"", "\"\" or \"\"", "What does \"dog\" mean?",
        "Explain \"dog\"",
        "```python\nprint(1)\n```", "```\na\n```\nWhat does it print?", "```\na\n```\n```\nb\n```", "``` a ```", "```", "```\n```x",
        "What does the tag </think> do?", "Explain <think> and\n</think>\nin HTML.", "Thoughts: <think>a</think>",
        "New question for you\nWhat is it?", "New task: sort 3, 1, 2.", "New prompts are rare.\nWhy?", "Rewritten prompt:",
        "Prompt: a cat on the moon",
        "Here is the rewritten prompt:\nWhat is a dog?", "--- BEGIN PROMPT ---\nWhat is a dog?", "*Bold* words", "# Heading\nText",
        "**a** and **b**", "",
    ])
    func whatMayBelongToThePromptStays(text: String) {
        #expect(RewriteCleaner.clean(text) == text)
    }

    @Test func cleaningTwiceIsCleaningOnce() {
        var numbers = Numbers(3)
        let pieces = [
            "\"", "'", "“", "”", "```", "```text", "\n", " ", "<think>", "</think>", "Rewritten prompt:", "#New Prompt#", "**", "a dog",
            "why?",
            "--- BEGIN PROMPT ---", "--- END PROMPT ---", "\r\n", "é", "«", "»",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...9, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
            let once = RewriteCleaner.clean(text)
            if !once.contains("</think>") { #expect(RewriteCleaner.clean(once) == once, "\(text.debugDescription)") }
            #expect(text.contains(once))
        }
    }

    @Test func packagesInsidePackagesTakeNoTimeToSpeakOf() {
        let labels = String(repeating: "New prompt: ", count: 5000)
        #expect(RewriteCleaner.clean(labels + "Why?") == "Why?")
        let marks = String(repeating: "\"", count: 50_000)
        #expect(RewriteCleaner.clean(marks) == marks)
    }
}
