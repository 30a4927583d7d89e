import DataFiles
import Networks
import Patterns
import TestSupport

/// Data sets as tables, and evaluated rows without a network.
enum SampleData {
    /// A table of points, the class in the first column.
    static func table(_ rows: [(label: Int, point: [Double])], in folder: ScratchFolder) throws -> DataSet {
        let lines = rows.map { row in ([String(row.label)] + row.point.map(\.description)).joined(separator: ",") }
        let path = try folder.file("t.csv", lines.joined(separator: "\n") + "\n")
        return try DataSet.named(path, labels: "0")
    }

    /// Rows with the given active neurons over one layer.
    static func evaluated(
        _ rows: [(label: Int, active: [Int])], width: Int, classes: Int, decisions: [Int?]? = nil
    ) -> EvaluatedData {
        let layer = ReLULayer(
            preActivation: ValueID(1), activation: ValueID(2), preActivationName: "z", activationName: "a",
            width: width,
            firstNeuron: 0)
        return EvaluatedData(
            name: "sample",
            rows: rows.enumerated().map { index, row in
                EvaluatedRow(
                    active: NeuronSet(row.active, capacity: width), decision: decisions.flatMap { $0[index] },
                    label: row.label)
            }, layers: [layer], classCount: classes, exactRows: 0)
    }
}
