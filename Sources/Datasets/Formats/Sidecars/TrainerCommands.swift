/// Command lines of trainers that are told everything in arguments. The caller sets MODEL and OUTPUT and stands in the folder.
enum TrainerCommands {
    static func openRLHF(_ facts: SidecarFacts) -> Sidecar {
        script(
            "openrlhf.sh",
            facts,
            [
                "deepspeed --module openrlhf.cli.train_dpo", #"--model.model_name_or_path "$MODEL""#, #"--ckpt.output_dir "$OUTPUT""#,
                "--data.dataset \(facts.train.joined(separator: ","))", "--data.apply_chat_template", "--data.prompt_key prompt",
                "--data.chosen_key chosen", "--data.rejected_key rejected", "--data.max_len 4096",
            ],
            ["Before 2026-04-19 the flags had no group: --prompt_key for --data.prompt_key and so on."]
        )
    }

    static func openRLHFPrompts(_ facts: SidecarFacts) -> Sidecar {
        script(
            "openrlhf.sh",
            facts,
            [
                "python3 -m openrlhf.cli.train_ppo_ray", #"--actor.model_name_or_path "$MODEL""#,
                "--data.prompt_dataset \(facts.train.joined(separator: ","))", "--data.input_key input", "--data.apply_chat_template",
            ]
        )
    }

    static func msSwift(_ facts: SidecarFacts, kind: String) -> Sidecar {
        var arguments = [
            "swift rlhf", "--rlhf_type \(kind)", #"--model "$MODEL""#, #"--output_dir "$OUTPUT""#,
            "--dataset \(facts.train.joined(separator: " "))",
        ]
        if !facts.test.isEmpty { arguments.append("--val_dataset \(facts.test.joined(separator: " "))") }
        return script("ms_swift.sh", facts, arguments + ["--num_train_epochs 1"])
    }

    static func mlx(_ facts: SidecarFacts) -> Sidecar {
        script(
            "mlx_lm_lora.sh",
            facts,
            [
                "python3 -m mlx_lm_lora.train", #"--model "$MODEL""#, "--train", "--train-mode dpo", "--data .",
                #"--adapter-path "$OUTPUT""#,
            ],
            ["The folder is the data set: train.jsonl and, of a split, valid.jsonl."]
        )
    }

    static func verl(_ facts: SidecarFacts) -> Sidecar {
        let test = facts.test.isEmpty ? facts.train : facts.test
        return script(
            "verl.sh",
            facts,
            [
                "python3 -m verl.trainer.main_ppo", "data.train_files='\(SidecarFacts.list(facts.train))'",
                "data.val_files='\(SidecarFacts.list(test))'", "data.prompt_key=prompt",
                #"actor_rollout_ref.model.path="$MODEL""#, "reward.reward_model.enable=True",
            ],
            ["Older versions of verl say reward_model.enable for reward.reward_model.enable."]
        )
    }

    private static func script(_ name: String, _ facts: SidecarFacts, _ arguments: [String], _ notes: [String] = []) -> Sidecar {
        let remarks = (facts.notes + notes).map { "# " + $0 + "\n" }.joined()
        return Sidecar(
            name,
            "#!/bin/sh\n# MODEL and OUTPUT are set by the caller, who stands in this folder.\n" + remarks
                + arguments.joined(separator: " \\\n    ") + "\n"
        )
    }
}
