package import Contexts
package import DataFiles
package import Exact
import Kernels

/// For each row of a class the distance to the nearest other row of the class, in three norms, summed up.
///
/// A ball around an input says something about another input of its class only when it is larger than this.
package struct ClassDistances: Hashable, Sendable {
    /// The least, the middle and the greatest of the nearest distances, between stored numbers: to be multiplied by
    /// ``scale``. Of an even number the middle one is the lower of two.
    package struct Statistics: Hashable, Sendable {
        package let least: Double
        package let median: Double
        package let greatest: Double

        init(_ distances: [Double]) {
            let sorted = distances.sorted()
            least = sorted[0]
            median = sorted[(sorted.count - 1) / 2]
            greatest = sorted[sorted.count - 1]
        }
    }

    package let label: Int
    package let rows: Int
    /// Whether the stored numbers are integers: sums of their differences are then exact in Doubles.
    package let isExact: Bool
    package let scale: Rational
    package let lInf: Statistics
    package let l1: Statistics
    package let l2: Statistics

    /// Measures the rows of a class, given by their numbers. `nil` for fewer than two rows. Cost: all pairs of rows times
    /// their length.
    package init?(
        _ data: DataSet, rows: [Int], label: Int, threads: Int
    ) throws(DataError) {
        guard rows.count > 1 else { return nil }
        var points: [PaddedPoint] = []
        for row in rows { points.append(PaddedPoint(try data.storedDoubles(row))) }
        let isExact = points.allSatisfy(\.isIntegral)
        let workers = Array(0..<max(1, threads))
        let nearest = ParallelWorkers.map(points.count, workers: workers) { _, index in
            Nearest(of: points[index], among: points, but: index)
        }
        self.label = label
        self.rows = rows.count
        self.isExact = isExact
        scale = data.scale.magnitude
        lInf = Statistics(nearest.map(\.greatest))
        l1 = Statistics(nearest.map(\.sum))
        l2 = Statistics(nearest.map { $0.squares.squareRoot() })
    }
}

/// The least distances from one point to others.
private struct Nearest {
    var greatest = Double.infinity
    var sum = Double.infinity
    var squares = Double.infinity

    init(of point: PaddedPoint, among points: [PaddedPoint], but own: Int) {
        for (index, other) in points.enumerated() where index != own {
            let distance = point.distance(to: other)
            greatest = min(greatest, distance.greatest)
            sum = min(sum, distance.sum)
            squares = min(squares, distance.squares)
        }
    }
}

/// The numbers of a point in groups of eight, with zeros at the end.
private struct PaddedPoint: Sendable {
    private let groups: [SIMD8<Double>]
    let isIntegral: Bool

    init(_ values: [Double]) {
        // Beyond, sums of squares need not be exact.
        isIntegral = values.allSatisfy { $0 == $0.rounded() && $0.magnitude <= 0x1p20 }
        groups = stride(from: 0, to: values.count, by: 8).map { start in
            var group = SIMD8<Double>()
            for offset in 0..<min(8, values.count - start) { group[offset] = values[start + offset] }
            return group
        }
    }

    func distance(to other: PaddedPoint) -> (greatest: Double, sum: Double, squares: Double) {
        var greatest = SIMD8<Double>()
        var sum = SIMD8<Double>()
        var squares = SIMD8<Double>()
        for index in groups.indices {
            let difference = groups[index] - other.groups[index]
            let magnitude = pointwiseMax(difference, -difference)
            greatest = pointwiseMax(greatest, magnitude)
            sum += magnitude
            squares += difference * difference
        }
        return (greatest.max(), sum.sum(), squares.sum())
    }
}
