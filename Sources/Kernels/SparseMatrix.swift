/// A sparse matrix, row after row: sums over parts of a tensor, and tensors put together from others.
package struct SparseMatrix: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    /// Where the entries of each row start, and where the last row ends: `rows + 1` places.
    package let starts: [Int]
    /// The column of each entry; increasing within a row.
    package let places: [Int]
    package let values: [Double]

    /// Requires increasing columns within each row, and every place inside the matrix.
    package init(rows: Int, columns: Int, starts: [Int], places: [Int], values: [Double]) {
        precondition(starts.count == rows + 1 && starts.first == 0 && starts.last == places.count, "torn rows")
        precondition(places.count == values.count, "\(places.count) places for \(values.count) entries")
        for row in 0..<rows {
            precondition(starts[row] <= starts[row + 1], "torn rows")
            var last = -1
            for place in places[starts[row]..<starts[row + 1]] {
                precondition(place > last && place < columns, "column \(place) in row \(row)")
                last = place
            }
        }
        self.rows = rows
        self.columns = columns
        self.starts = starts
        self.places = places
        self.values = values
    }

    /// The matrix with these entries, row after row.
    package init(columns: Int, rows entries: [[(column: Int, value: Double)]]) {
        var starts = [0]
        for row in entries { starts.append(starts[starts.count - 1] + row.count) }
        self.init(
            rows: entries.count, columns: columns, starts: starts, places: entries.flatMap { $0.map(\.column) },
            values: entries.flatMap { $0.map(\.value) })
    }

    /// The entries of a dense matrix that are not 0.
    package init(_ matrix: Matrix) {
        var starts = [0]
        var places: [Int] = []
        var values: [Double] = []
        for row in 0..<matrix.rows {
            let entries = matrix.row(row)
            for (column, value) in entries.enumerated() where value != 0 {
                places.append(column)
                values.append(value)
            }
            starts.append(places.count)
        }
        self.init(rows: matrix.rows, columns: matrix.columns, starts: starts, places: places, values: values)
    }

    /// Element k of a vector goes to row `targets[k]`; all other rows are 0. Requires targets that are all different.
    package init(placing targets: [Int], rows: Int) {
        var source = [Int?](repeating: nil, count: rows)
        for (k, target) in targets.enumerated() {
            precondition(source[target] == nil, "two elements in row \(target)")
            source[target] = k
        }
        self.init(columns: targets.count, rows: source.map { $0.map { [(column: $0, value: 1)] } ?? [] })
    }

    /// The indices of a row's entries.
    package func entries(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// The matrix of the magnitudes.
    package var magnitudes: SparseMatrix {
        SparseMatrix(rows: rows, columns: columns, starts: starts, places: places, values: values.map(abs))
    }
}
