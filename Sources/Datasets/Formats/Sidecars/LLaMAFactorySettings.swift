/// `dataset_info.json` and a training's YAML for LLaMA-Factory.
enum LLaMAFactorySettings {
    static let ranking = #"""
            "ranking": true,
            "columns": {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"}
        """#

    static let kto = #"""
            "columns": {"messages": "messages", "kto_tag": "label"},
            "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant", "system_tag": "system"}
        """#

    /// `columns` are the last members of each entry.
    static func sidecars(_ facts: SidecarFacts, stage: String, columns: String) -> [Sidecar] {
        let train = names(facts.name, facts.train)
        let test = names(facts.name + "_test", facts.test)
        let entries = zip(train + test, facts.train + facts.test).map { name, file in
            "  \"\(name)\": {\n    \"file_name\": \"\(file)\",\n    \"formatting\": \"sharegpt\",\n\(columns)\n  }"
        }
        let evaluation = test.isEmpty ? "" : "eval_dataset: \(test.joined(separator: ","))\n"
        return [
            Sidecar("dataset_info.json", "{\n" + entries.joined(separator: ",\n") + "\n}\n"),
            Sidecar(
                "llamafactory.yaml",
                """
                # llamafactory-cli train llamafactory.yaml model_name_or_path=MODEL template=TEMPLATE output_dir=OUTPUT
                \(facts.comments)stage: \(stage)
                do_train: true
                finetuning_type: full
                dataset_dir: .
                dataset: \(train.joined(separator: ","))
                \(evaluation)cutoff_len: 4096
                num_train_epochs: 1.0
                bf16: true

                """
            ),
        ]
    }

    /// A file has an entry of its own.
    private static func names(_ name: String, _ files: [String]) -> [String] {
        if files.count == 1 { return [name] }
        return files.indices.map { index in
            let digits = String(index)
            return name + "_" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        }
    }
}
