/// Settings files of trainers that are told everything in YAML.
enum TrainerSettings {
    static func axolotl(_ facts: SidecarFacts) -> Sidecar {
        axolotl(
            facts,
            objective: "dpo",
            [
                "type: chat_template.default", "field_messages: messages", "field_chosen: chosen", "field_rejected: rejected",
            ]
        )
    }

    /// The type is a mapping, which axolotl takes for `user_defined.default`; plain strings get their chat template from its formats.
    static func axolotlKTO(_ facts: SidecarFacts) -> Sidecar {
        var fields = ["type:", "  field_prompt: prompt"]
        if facts.columns.hasSystem { fields.append("  field_system: system") }
        fields += ["  field_completion: completion", "  field_label: label"]
        fields.append("  prompt_format: \"" + (facts.columns.hasSystem ? "{system}\\n\\n" : "") + "{prompt}\"")
        return axolotl(facts, objective: "kto", fields + ["  completion_format: \"{completion}\""])
    }

    static func nemoRL(_ facts: SidecarFacts, dataset: String) -> Sidecar {
        let validation = facts.test.first.map { "  validation:\n    data_path: \($0)\n" } ?? ""
        let whole = facts.train.count > 1 ? "# data_path takes one file: join the files of a split first.\n" : ""
        return Sidecar(
            "nemo_rl.yaml",
            """
            # uv run examples/run_dpo.py --config nemo_rl.yaml, after the defaults of examples/configs/dpo.yaml
            \(facts.comments)\(whole)data:
              train:
                data_path: \(facts.train.first ?? "")
            \(validation)  default:
                dataset_name: \(dataset)

            """
        )
    }

    static func alignmentHandbook(_ facts: SidecarFacts) -> Sidecar {
        let splits = facts.test.isEmpty ? "- train" : "- train\n- test"
        return Sidecar(
            "alignment_handbook.yaml",
            """
            # Part of a recipe; the folder is given as a data set, whose files name their splits.
            \(facts.comments)dataset_mixer:
              .: 1.0
            dataset_splits:
            \(splits)

            """
        )
    }

    private static func axolotl(_ facts: SidecarFacts, objective: String, _ fields: [String]) -> Sidecar {
        var text = "# axolotl train axolotl.yaml, with base_model and output_dir added\n" + facts.comments + "rl: " + objective + "\n"
        text += section("datasets", facts.train, fields)
        if !facts.test.isEmpty { text += section("test_datasets", facts.test, fields) }
        return Sidecar("axolotl.yaml", text)
    }

    private static func section(_ name: String, _ files: [String], _ fields: [String]) -> String {
        var text = name + ":\n"
        for file in files {
            text += "  - path: " + file + "\n    ds_type: json\n    split: train\n"
            for field in fields { text += "    " + field + "\n" }
        }
        return text
    }
}
