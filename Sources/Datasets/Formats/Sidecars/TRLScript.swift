/// A Python program that trains with TRL on the training set it lies beside.
enum TRLScript {
    /// `trainer` is `DPO`, `KTO`, `Reward`, `SFT`, `TPO`.
    static func sidecar(_ trainer: String, _ facts: SidecarFacts, module: String = "trl") -> Sidecar {
        let files = facts.test.isEmpty ? "" : ", \"test\": " + SidecarFacts.list(facts.test)
        let evaluation = facts.test.isEmpty ? "" : "\n    eval_dataset=data[\"test\"],"
        let strategy = facts.test.isEmpty ? "" : ", eval_strategy=\"epoch\""
        return Sidecar(
            "train_trl.py",
            """
            # Trains with TRL on the files beside it, from within their folder: python train_trl.py MODEL OUTPUT
            \(facts.comments)\(referenceNote(facts))import sys

            import torch
            from datasets import load_dataset
            from \(module) import \(trainer)Config, \(trainer)Trainer

            data = load_dataset("\(facts.loader)", data_files={"train": \(SidecarFacts.list(facts.train))\(files)})
            # TRL trains in bfloat16 unless told not to, and stops where there is none.
            bf16 = torch.cuda.is_available() and torch.cuda.is_bf16_supported()
            arguments = \(trainer)Config(output_dir=sys.argv[2], num_train_epochs=1, bf16=bf16\(strategy))
            trainer = \(trainer)Trainer(
                model=sys.argv[1],
                args=arguments,
                train_dataset=data["train"],\(evaluation)
            )
            trainer.train()
            trainer.save_model()

            """
        )
    }

    private static func referenceNote(_ facts: SidecarFacts) -> String {
        guard facts.columns.chosen.contains(.referenceLogprobs) else { return "" }
        return """
            # ref_chosen_logps and ref_rejected_logps: TRL up to 0.28 uses them as they are (leave precompute_ref_log_probs=False).
            # TRL from 0.29 on reckons them anew; there, remove both columns before precompute_ref_log_probs=True.

            """
    }
}
