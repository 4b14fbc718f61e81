import Glibc
import Testing

@testable import Settings

@Suite struct SchemaAndReferencePageTests {
    /// The package's root, from this file's own path.
    private static var root: String {
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    }

    @Test func `docs configuration md is what the table says`() throws {
        let path = Self.root + "/docs/configuration.md"
        let page = ConfigurationReference.markdown()
        if getenv("SELFPLAY_UPDATE_DOCS") != nil {
            let file = try #require(fopen(path, "w"))
            fputs(page, file)
            fclose(file)
        }
        let file = try #require(
            fopen(path, "r"),
            "docs/configuration.md is missing: SELFPLAY_UPDATE_DOCS=1 swift test --filter SettingsTests"
        )
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        fclose(file)
        #expect(
            String(decoding: bytes[..<count], as: UTF8.self) == page,
            "docs/configuration.md is out of date: run SELFPLAY_UPDATE_DOCS=1 swift test --filter SettingsTests and commit it"
        )
    }

    @Test(arguments: ConfigurationTable.keys)
    func `every key stands on the page and in the schema with one sentence`(key: ConfigurationKey) {
        let page = ConfigurationReference.markdown()
        #expect(page.contains("| `\(key.name)` |") || page.contains("## `\(key.childrenPath)`"))
        #expect(ConfigurationSchema.json().contains("\"\(key.name)\": {"))
        #expect(key.summary.hasSuffix("."))
    }

    @Test(
        .enabled(if: Python.has("jsonschema", "yaml")),
        arguments: [(Samples.minimal, true), (Samples.full, true)] + wrong.map { ($0, false) }
    )
    func `the schema accepts and refuses what the program does`(yaml: String, isSound: Bool) throws {
        let schema = ConfigurationSchema.json()
        let script = """
            import sys, json, yaml, jsonschema
            schema = json.loads(r'''\(schema)''')
            jsonschema.Draft202012Validator.check_schema(schema)
            data = yaml.safe_load(open(sys.argv[1], encoding='utf-8'))
            print('sound' if jsonschema.Draft202012Validator(schema).is_valid(data) else 'wrong')
            """
        #expect(Python.run(script, input: yaml) == (isSound ? "sound\n" : "wrong\n"))
        #expect(Samples.problems(yaml).isEmpty == isSound)
    }

    private static let wrong: [String] = [
        "seed: -1", "rounds: 0", "polcy: {}", "policy: {samples: 5000}", "policy: {sampling: {top_p: 0}}", "policy: {backend: vlm}",
        "policy: {endpoints: [nowhere]}", "selection: {keep: {ratio: 0.4, count: 5}}", "selection: {keep: {}}", "export: [{}]",
        "limits: {drain: -1}", "policy: {api_key_env: sk-1}", "rewards: []",
    ].map { $0.hasPrefix("rewards") ? "run: r\n" + $0 : Samples.minimal + "\n" + $0 }

    @Test(.enabled(if: Python.has("json"))) func `the schema marks what may change`() throws {
        let script = """
            import sys, json
            schema = json.load(open(sys.argv[1], encoding='utf-8'))
            policy = schema['properties']['policy']['properties']
            print(policy['endpoints']['x-mutability'], policy['samples']['x-mutability'], policy['model']['x-mutability'],
                  policy['samples']['default'], schema['properties']['rewards']['items']['required'], schema['required'])
            """
        #expect(Python.run(script, input: ConfigurationSchema.json()) == "free additive fixed 5 ['name', 'backend'] ['run', 'rewards']\n")
    }
}
