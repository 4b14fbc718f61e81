/// What prompts of the playground are about: things with their article, in groups of like ones. Words of the vocabulary only.
enum PlaygroundTopics {
    static let groups: [[String]] = [
        list("a dog, a cat, a bird, a horse, a fish, a cow, a bee, an animal"),
        list("a tree, a flower, a garden, a forest, a plant, a field, a seed, a farm"),
        list("a river, a lake, a mountain, the sea, the land, a stone, the water"),
        list("the sun, the moon, a star, the rain, the snow, the wind, a cloud, the sky"),
        list("the winter, the summer, the spring, the morning, the evening, the night, a day"),
        list("the bread, the soup, the tea, the milk, the rice, a fruit, an apple, an egg, a meal, the salt"),
        list("a house, a room, a kitchen, a window, a wall, a table, a fire, a cup, a home"),
        list("a city, a village, a road, a bridge, a market, a shop, a train, a boat, a car, a map"),
        list("a child, a teacher, a doctor, a farmer, a worker, a writer, a friend, a family"),
        list("a book, a story, a song, the music, a letter, a question, an idea, a picture"),
        list("the work, the money, a plan, a machine, a tool, the time, a week"),
    ]

    static let all: [String] = groups.flatMap { $0 }

    /// Words that make a thing a particular one; none begins with a vowel, so that they fit behind any article.
    static let modifiers: [String] = list(
        "small, big, new, good, quiet, strong, bright, simple, white, young, little, red, green, happy, sad, clean"
    )

    static let settings: [String] = list(
        "in winter, in summer, in spring, in the morning, in the evening, at night, near the sea, near the river, near the mountain, "
            + "in the forest, on a farm, in the city, in a village, in the rain, in the snow, at home"
    )

    /// Nouns that prompts use to say what is wanted, not what it is about.
    static let requested: Set<String> = ["story", "line", "things", "thing", "words", "answer", "part"]

    /// The topic of a noun, in the singular or the plural; "the" noun where it is no topic.
    static func topic(ofNoun noun: String) -> String {
        byNoun[noun] ?? "the " + noun
    }

    /// The group of a topic, or nil for a noun that is none.
    static func group(of topic: String) -> [String]? {
        groups.first { $0.contains(topic) }
    }

    private static let byNoun: [String: String] = {
        var byNoun: [String: String] = ["children": "a child", "stories": "a story"]
        for topic in all {
            let noun = topic.split(separator: " ")[1]
            byNoun[String(noun)] = topic
            byNoun[noun + "s"] = topic
        }
        return byNoun
    }()

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
}
