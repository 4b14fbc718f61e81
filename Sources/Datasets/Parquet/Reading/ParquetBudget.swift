/// The memory all columns' pages may take together.
final class ParquetBudget {
    private var left = ParquetLimits.allPages

    func take(_ count: Int) throws(ParquetFault) {
        guard count <= left else { throw ParquetFault("its pages need more than 1 GB at a time: write the file with smaller pages") }
        left -= count
    }

    func giveBack(_ count: Int) { left += count }
}
