import Contexts
import Foundation
import ModelReading
import Networks
import Testing

/// The `.nnet` format: units, leniency and the places of errors.
@Suite struct NNetTests {
    /// One input, one hidden layer of two, one output: y = 0.5 relu(2x + 1) - relu(-x).
    private static let lines = [
        "// a comment", "2,1,1,2,", "1,2,1,", "0,", "-1,", "1,", "10,100,", "4,8,", "2,", "-1,", "1,", "0,",
        "0.5,-1,", "0,",
    ]

    /// Reads the file of these lines.
    private func read(_ lines: [String], separator: String = "\n") throws -> Network {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).nnet").path
        try Data((lines.joined(separator: separator) + separator).utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            return try ModelReading.network(at: path)
        } catch let error as ModelError {
            guard case .nnetSyntax(let place, let problem) = error else { throw error }
            throw ModelError.nnetSyntax(Place(file: "bad.nnet", position: place.position), problem: problem)
        }
    }

    /// The error line for the file with one line replaced, or left out when `text` is `nil`.
    private func error(line: Int, _ text: String?) -> String {
        var lines = Self.lines
        lines.replaceSubrange(line - 1..<line, with: text.map { [$0] } ?? [])
        do {
            _ = try read(lines)
            return "no error"
        } catch {
            return (error as? ModelError)?.problemWithPlace ?? "\(error)"
        }
    }

    @Test func function() throws {
        let network = try read(Self.lines)
        #expect(network.elementType == .float64)
        #expect(network.output(at: [3.0]) == [3.5])
        #expect(network.output(at: [-2.0]) == [-2.0])
    }

    @Test func meansAndRangesAreUnits() throws {
        let network = try read(Self.lines)
        #expect(network.inputUnits == Units(mean: [10], range: [4]))
        #expect(network.outputUnits == Units(mean: [100], range: [8]))
    }

    @Test func unitsOfTheFixtureAreThatOfItsPhysicalPoints() throws {
        struct Physical: Decodable {
            let input, output, physicalInput, physicalOutput: [[Double]]
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("tiny.nnet.json")))
        let reference = try JSONDecoder().decode(Physical.self, from: data)
        let network = try ModelReading.network(at: Fixtures.path("tiny.nnet"))
        let inputs = try #require(network.inputUnits)
        let outputs = try #require(network.outputUnits)
        for sample in reference.input.indices {
            expectEqual(inputs.physical(reference.input[sample]), reference.physicalInput[sample])
            expectEqual(outputs.physical(reference.output[sample]), reference.physicalOutput[sample])
        }
    }

    @Test func carriageReturnsAndBlankLinesAreNoContent() throws {
        let lines = Self.lines.flatMap { ["", $0.replacing(",", with: " , ")] }
        #expect(try read(lines, separator: "\r\n").output(at: [3.0]) == [3.5])
    }

    @Test func noTrailingCommaIsNeeded() throws {
        let lines = Self.lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
        #expect(try read(lines).output(at: [3.0]) == [3.5])
    }

    @Test func errors() {
        #expect(error(line: 2, "2,1,1,") == "2:7: the header: 3 numbers where 4 should stand")
        #expect(error(line: 2, "2,1,1,2,9") == "2:9: the header: more than 4 numbers")
        #expect(error(line: 2, "0,1,1,2,") == "2:1: the header: every size is an integer from 1 to 16777216")
        #expect(error(line: 2, "2,1.5,1,2,") == "2:3: the header: every size is an integer from 1 to 16777216")
        #expect(
            error(line: 3, "1,2,2,")
                == "3:1: layer sizes: input and output size differ from the header's 1 and 1")
        #expect(error(line: 8, "0,8,") == "8:1: ranges: nothing can be divided by a range of 0")
        #expect(error(line: 9, "2x,") == "9:1: '2x' is not a finite number")
        #expect(error(line: 9, "nan,") == "9:1: 'nan' is not a finite number")
        #expect(error(line: 9, "1e999,") == "9:1: '1e999' is not a finite number")
        #expect(error(line: 9, ",") == "9:1: '' is not a finite number")
        #expect(error(line: 13, "0.5, 0x1p3,") == "13:6: '0x1p3' is not a finite number")
        #expect(error(line: 14, nil) == "14:1: the file ends where bias 1 of layer 2 should stand")
        #expect(error(line: 14, "0,\n\n0,") == "16:1: more lines than the layers have")
    }

    private func expectEqual(_ a: [Double], _ b: [Double]) {
        #expect(a.count == b.count)
        for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-9 * max(1, abs(y))) }
    }
}

extension Units {
    fileprivate func physical(_ normalised: [Double]) -> [Double] {
        zip(normalised, zip(range, mean)).map { $0 * $1.0 + $1.1 }
    }
}

extension ModelError {
    /// `line:column: problem`.
    fileprivate var problemWithPlace: String {
        let position = place?.position.map { "\($0.line):\($0.column): " } ?? ""
        return position + problem
    }
}
