import Evolution
import Testing

@Suite struct RefusalsAndMetaTextTests {
    /// A parent as long as the child, so that no other filter speaks.
    private func reason(_ child: String, refusals: Bool = true, metaText: Bool = true) throws -> RewriteReason? {
        let parent = String(repeating: "x", count: child.unicodeScalars.count)
        return try RewriteFilters(refusals: refusals, metaText: metaText).check(
            parent: parent,
            child: child,
            tokens: nil,
            wasTruncated: false
        )
    }

    @Test(arguments: [
        "I'm sorry, but I can't help with that.",
        "I’m sorry, but I can’t assist with that request.",
        "I am sorry, but I cannot rewrite this prompt.",
        "Sorry, I can't help with this.",
        "I apologize, but I'm unable to fulfill your request.",
        "I cannot assist with that.",
        "I can't help you with this one.",
        "I cannot rewrite this prompt because it asks for harmful content.",
        "I'm unable to comply with this request.",
        "I won't rewrite that.",
        "Unfortunately, I cannot create content of this kind.",
        "As an AI language model, I cannot have opinions.",
        "As an AI, I don't have feelings, so I cannot rewrite it.",
        "I'm sorry, but as an AI I cannot do that.",
        "I'm sorry, but I can't.",
        "I must decline to rewrite this prompt.",
        "I'm  sorry,\nbut I CAN'T help with that",
    ])
    func refusalsAreFound(text: String) throws {
        #expect(try reason(text) == .refusal)
        #expect(try reason(text, refusals: false, metaText: false) == nil)
    }

    @Test(arguments: [
        "Write an apology that begins with \"I'm sorry, but I can't help with that\".",
        "Why do chatbots say \"As an AI language model, I cannot\" so often?",
        "I'm sorry, but I can't find my keys. Where should I look?",
        "Sorry for the long question: how do I cook rice?",
        "I am sorry about the delay. Please write that to my customer in a friendly way.",
        "I can't sleep. What should I do?",
        "I can't help feeling sad in winter. What is the reason?",
        "I cannot decide between tea and coffee. Compare them.",
        "I'm unable to open the window. Give me three reasons why.",
        "I won't be at home tomorrow. Write a note to my neighbour.",
        "I can't provide my landlord with a guarantor. What are my options?",
        "As an AI language model, how do you handle ambiguous questions?",
        "As an AI researcher, I want to explain overfitting to a child. How?",
        "As a language teacher, I cannot explain the subjunctive. Help me.",
        "Unfortunately, I broke a vase. How do I glue it?",
        "How should a company apologize to its customers?",
        "Sorry is the hardest word. Explain why.",
    ])
    func promptsOfPeopleWhoApologiseOrCannotAreNone(text: String) throws {
        #expect(try reason(text) == nil)
    }

    @Test(arguments: [
        "Here is the rewritten prompt: What is a dog?",
        "Here's the rewritten prompt:\n\nWhat is a dog?",
        "Here is a more complex version of the prompt: What is a dog?",
        "Here is a new prompt based on the given one. What is a dog?",
        "Below is the revised prompt.\nWhat is a dog?",
        "Sure! Here you go:\nWhat is a dog?",
        "Sure, here's a harder question: What is a dog?",
        "Certainly! Here is one:\nWhat is a dog?",
        "Of course! This asks for more:\nWhat is a dog?",
        "The rewritten prompt is: What is a dog?",
        "I have rewritten the prompt as follows. What is a dog?",
        "I've rewritten your prompt: What is a dog?",
        "What is a dog?\n\n#Rewritten Prompt#\nWhat is a cat?",
        "## Given prompt:\nWhat is a dog?",
        "What is a dog?\n--- END PROMPT ---",
        "Rewriting task: deepen\nWhat is a dog?",
    ])
    func metaTextIsFound(text: String) throws {
        #expect(try reason(text) == .metaText)
        #expect(try reason(text, refusals: false, metaText: false) == nil)
    }

    @Test(arguments: [
        "Here is a poem about a dog: \"Woof.\" Explain it.",
        "Here is my new question: what is a dog?",
        "Here is a revised version of my essay. Please correct its spelling: ...",
        "This is a new city for me. Which museum should I visit first?",
        "Here are three complex numbers: 1+i, 2, 3i. Add them.",
        "Write a prompt for an image model that shows a dog.",
        "Explain how to improve a prompt. Here is the prompt: 'Draw a cat.'",
        "Surely a dog is happier than a cat? Discuss:",
        "Of course, dogs bark. Why do cats not?",
        "Sure signs of spring: list three.",
        "What is the new prompt of the shell after `PS1='$ '`?",
        "# Task\nSort these words.",
        "#1 song of 1980?",
    ])
    func promptsThatSpeakOfPromptsAreNone(text: String) throws {
        #expect(try reason(text) == nil)
    }
}
