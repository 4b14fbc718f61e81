/// A histogram as an SVG picture.
struct HistogramPlot {
    let title: String
    let unit: String
    let histogram: Histogram

    private static let size = (width: 640, height: 320)
    private static let area = (left: 50, top: 40, width: 570, height: 220)

    var svg: String {
        let used = histogram.counts.indices.filter { histogram.counts[$0] > 0 }
        let bins = (used.first ?? 0)...(used.last ?? 0)
        let tallest = max(1, histogram.counts.max() ?? 1)
        let step = Double(Self.area.width) / Double(bins.count)
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.size.width) \(Self.size.height)" font-family="sans-serif" font-size="12">
            <title>\(Escaping.xml(title))</title>
            <rect width="\(Self.size.width)" height="\(Self.size.height)" fill="#ffffff"/>
            <text x="\(Self.area.left)" y="24" font-size="16">\(Escaping.xml(title))</text>

            """
        for bin in bins where histogram.counts[bin] > 0 {
            let height = Double(Self.area.height) * Double(histogram.counts[bin]) / Double(tallest)
            let left = Double(Self.area.left) + step * Double(bin - bins.lowerBound)
            let top = Double(Self.area.top + Self.area.height) - height
            text += "<rect x=\"\(Self.tidy(left))\" y=\"\(Self.tidy(top))\" width=\"\(Self.tidy(max(step - 1, 0.5)))\" "
            text += "height=\"\(Self.tidy(height))\" fill=\"#4878a8\"/>\n"
        }
        let base = Self.area.top + Self.area.height
        let right = Self.area.left + Self.area.width
        text += "<line x1=\"\(Self.area.left)\" y1=\"\(base)\" x2=\"\(right)\" y2=\"\(base)\" stroke=\"#000000\"/>\n"
        text += label(Self.area.left, base + 18, "start", Self.tidy(histogram.lowerBound(bins.lowerBound)))
        text += label(right, base + 18, "end", Self.tidy(histogram.lowerBound(bins.upperBound + 1)))
        text += label(Self.area.left - 6, Self.area.top + 10, "end", String(tallest))
        text += label(Self.area.left, base + 40, "start", "\(unit): \(histogram.count) values, mean \(Self.tidy(histogram.mean))")
        return text + "</svg>\n"
    }

    private func label(_ x: Int, _ y: Int, _ anchor: String, _ text: String) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(Escaping.xml(text))</text>\n"
    }

    /// Three decimals, of small numbers three digits; large numbers as they are.
    private static func tidy(_ value: Double) -> String {
        var scale = 1000.0
        while value != 0, abs(value) * scale < 100, scale < 1e12 { scale *= 10 }
        return abs(value) < 1e9 ? ((value * scale).rounded() / scale + 0).description : value.description
    }
}
