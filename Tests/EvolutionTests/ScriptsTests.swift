import Testing

@testable import Evolution

@Suite struct ScriptsTests {
    private static let samples: [(String, Script)] = [
        ("Aazé ǅ ø Ạ ﬁ Ａ", .latin), ("αΩ ἀ", .greek), ("бЯ ѐ ԱԲ", .cyrillic), ("ԱԲև", .armenian), ("שלום יִ", .hebrew),
        ("العربية ﷲ ﻻ", .arabic),
        ("हिन्दी", .devanagari), ("বাংলা", .bengali), ("ਪੰਜਾਬੀ", .gurmukhi), ("ગુજરાતી", .gujarati), ("தமிழ்", .tamil), ("తెలుగు", .telugu),
        ("ಕನ್ನಡ", .kannada), ("മലയാളം", .malayalam), ("සිංහල", .sinhala), ("ภาษาไทย", .thai), ("ລາວ", .lao), ("བོད", .tibetan),
        ("မြန်မာ", .burmese),
        ("ქართული", .georgian), ("አማርኛ", .ethiopic), ("ខ្មែរ", .khmer), ("한국어 ㄱ", .hangul), ("ひらがなカタカナｶﾅー", .kana), ("汉字漢字㐀𠀀", .han),
        ("ᏣᎳᎩ ⴰⵎⴰⵣⵉⵖ 𐌰", .other),
    ]

    @Test(arguments: samples.filter { $0.1 != .cyrillic })
    func lettersHaveTheScriptOfTheirBlock(sample: (String, Script)) {
        let shares = ScriptShares(sample.0)
        #expect(shares.shares[sample.1.rawValue] == 1)
    }

    @Test func sharesAreOfLettersOnly() {
        #expect(ScriptShares("12 + 3 = 15!?.,;: \n🐶 _ % ٣ ३ 、。「」").hasLetters == false)
        let mixed = ScriptShares("ab вг 12 犬犬犬犬!")
        #expect(mixed.shares[Script.latin.rawValue] == 0.25)
        #expect(mixed.shares[Script.cyrillic.rawValue] == 0.25)
        #expect(mixed.shares[Script.han.rawValue] == 0.5)
        #expect(abs(mixed.shares.reduce(0, +) - 1) < 1e-12)
    }

    @Test func distanceIsHalfTheSumOfTheDifferences() {
        func distance(_ left: String, _ right: String) -> Double { ScriptShares(left).distance(to: ScriptShares(right)) }
        #expect(distance("abc", "xyz") == 0)
        #expect(distance("abc", "абв") == 1)
        #expect(distance("ab вг", "ab 犬犬") == 0.5)
        #expect(distance("abcd", "abc в") == 0.25)
        #expect(distance("abc в", "abcd") == 0.25)
        #expect(distance("abc", "123") == 0)
        #expect(distance("", "абв") == 0)
    }
}
