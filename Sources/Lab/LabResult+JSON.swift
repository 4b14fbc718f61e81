import JSONCursor

extension LabResult {
    /// Settings and cells as one JSON document with a line end. The same result gives the same bytes.
    package func json() throws -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("version")
        writer.integer(1)
        try writeSettings(&writer)
        writer.key("untrained")
        try write(Interval(untrained), &writer)
        writer.key("cells")
        writer.beginArray()
        for cell in cells { try write(cell, &writer) }
        writer.endArray()
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }

    private func writeSettings(_ writer: inout JSONWriter) throws {
        let training = settings.training
        writer.key("settings")
        writer.beginObject()
        writer.key("policy")
        writer.string(settings.policy)
        writer.key("reward")
        writer.string(settings.reward)
        writer.key("noise_kind")
        writer.string(settings.noiseKind.rawValue)
        writer.key("seeds")
        writer.integer(settings.seeds)
        writer.key("rounds")
        writer.integer(settings.rounds)
        writer.key("prompts")
        writer.integer(settings.prompts)
        writer.key("samples")
        writer.integer(settings.samples)
        writer.key("keep")
        writer.string(settings.keep.description)
        writer.key("held_out_prompts")
        writer.integer(settings.heldOutPrompts)
        writer.key("held_out_samples")
        writer.integer(settings.heldOutSamples)
        writer.key("loss")
        writer.string(training.loss.rawValue)
        writer.key("beta")
        try writer.double(training.beta)
        writer.key("gamma")
        try writer.double(training.gamma)
        writer.key("learning_rate")
        try writer.double(training.learningRate)
        writer.key("epochs")
        writer.integer(training.epochs)
        writer.key("batch")
        writer.integer(training.batch)
        writer.key("sft_weight")
        try writer.double(training.sftWeight)
        writer.endObject()
    }

    private func write(_ cell: LabCell, _ writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.key("noise")
        try writer.double(cell.noise)
        writer.key("metric")
        writer.string(cell.metric)
        writer.key("round")
        writer.integer(cell.round)
        writer.key("held_out_reward")
        try write(cell.heldOut, &writer)
        writer.key("over_random")
        try write(cell.overRandom, &writer)
        writer.key("agreement")
        try write(cell.agreement, &writer)
        writer.key("pairs")
        writer.integer(cell.pairs)
        writer.endObject()
    }

    private func write(_ interval: Interval?, _ writer: inout JSONWriter) throws {
        guard let interval else { return writer.null() }
        writer.beginObject()
        writer.key("mean")
        try writer.double(interval.mean)
        writer.key("half_width")
        if let halfWidth = interval.halfWidth { try writer.double(halfWidth) } else { writer.null() }
        writer.key("seeds")
        writer.integer(interval.count)
        writer.endObject()
    }
}
