import Testing

@testable import Settings

@Suite struct AnyConfigurationOfTheLoopComesBackTests {
    @Test func `reading what was rendered gives the configuration back, whatever it says`() throws {
        var drawn = LoopConfigurations(seed: 1)
        for _ in 0..<60 {
            let written = YAMLWriter.document(drawn.next())
            let configuration = try Samples.configuration(written)
            let rendered = configuration.canonicalYAML()
            let again = try Samples.configuration(rendered)
            #expect(again == configuration, "\(written)")
            #expect(again.canonicalYAML() == rendered)
            #expect(ConfigurationChange.compare(configuration, again).isEmpty)
            let late = try configuration.at(round: 100)
            #expect(try late.at(round: 100) == late)
        }
    }

    @Test func `a difference is a change, and no difference is none`() throws {
        var drawn = LoopConfigurations(seed: 2)
        var last = try Samples.configuration(YAMLWriter.document(drawn.next()))
        for _ in 0..<40 {
            let next = try Samples.configuration(YAMLWriter.document(drawn.next()))
            #expect(ConfigurationChange.compare(last, next).isEmpty == (last.canonicalYAML() == next.canonicalYAML()))
            last = next
        }
    }

    @Test(.enabled(if: Python.has("jsonschema"))) func `the schema accepts what the program accepts`() throws {
        var drawn = LoopConfigurations(seed: 3)
        var list: [YAMLValue] = []
        for _ in 0..<25 {
            let written = drawn.next()
            let configuration = try Samples.configuration(YAMLWriter.document(written))
            list += [.mapping(written), .mapping(configuration.yaml)]
        }
        let script = """
            import sys, json, jsonschema
            check = jsonschema.Draft202012Validator(json.loads(r'''\(ConfigurationSchema.json())'''))
            for data in json.load(open(sys.argv[1], encoding='utf-8')):
                for fault in check.iter_errors(data):
                    print(fault.json_path, fault.message)
            print('done')
            """
        #expect(Python.run(script, input: YAMLValue.list(list).json()) == "done\n")
    }
}
