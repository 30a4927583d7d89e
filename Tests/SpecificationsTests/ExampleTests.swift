import Contexts
import DataFiles
import Digests
import Exact
import Files
import Foundation
import Networks
import Properties
import Queries
import SpecReading
import Specifications
import TestSupport
import Testing

/// The six worked examples of the language, against stand-ins of the same shapes.
///
/// Pictures are 28 x 28 bytes. Row r has 255 in the 78 pixels of block r mod 10 and 0 elsewhere; its label is r mod 10,
/// except that every row divisible by 50 is labelled 9. The network adds up the ten blocks and passes the sums through
/// three ReLU layers of 204, 16 and 16 neurons, so it chooses r mod 10.
@Suite struct ExampleTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for name in ["mnist", "common", "naps", "props", "models", "acas", "pics"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false)
        }
        let count = 250
        let pixels = (0..<count).flatMap { row in (0..<784).map { $0 / 78 == row % 10 ? UInt8(255) : 0 } }
        let labels = (0..<count).map { UInt8($0 % 50 == 0 ? 9 : $0 % 10) }
        try write("mnist/t10k-images-idx3-ubyte.gz", idx([count, 28, 28], pixels))
        try write("mnist/t10k-labels-idx1-ubyte.gz", idx([count], labels))
        try folder.write(
            "common/mnist.yaml",
            """
            spec: 1
            network: ../models/mnist.onnx
            data:
              test: {images: ../mnist/t10k-images-idx3-ubyte.gz, labels: ../mnist/t10k-labels-idx1-ubyte.gz, scale: 1/255}
              train: {images: ../mnist/t10k-images-idx3-ubyte.gz, labels: ../mnist/t10k-labels-idx1-ubyte.gz, scale: 1/255}
            """)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws { _ = try folder.file(name, Data(bytes)) }

    private static var fixtures: String { "\(Bundle.module.bundlePath)/Fixtures/examples" }

    @Sendable private static func load(_ path: String) throws -> Network {
        if path.contains("acas") { return try Workshop.load("acas.onnx") }
        var sketch = NetworkSketch(inputs: 784)
        var blocks = [[Double]](repeating: [Double](repeating: 0, count: 784), count: 10)
        for pixel in 0..<780 { blocks[pixel / 78][pixel] = 1 }
        let sums = sketch.affine(0, blocks, bias: nil)
        let first = sketch.relu(sketch.affine(sums, selection(204, of: 10), bias: nil))
        let second = sketch.relu(sketch.affine(first, selection(16, of: 204), bias: nil))
        let third = sketch.relu(sketch.affine(second, selection(16, of: 16), bias: nil))
        let bias = [0.5] + [Double](repeating: 0, count: 9)
        sketch.affine(third, selection(10, of: 16), bias: path.contains("zero_bias") ? nil : bias)
        return sketch.network
    }

    private static func selection(_ rows: Int, of columns: Int) -> [[Double]] {
        (0..<rows).map { i in (0..<columns).map { $0 == i ? 1 : 0 } }
    }

    private func specification(_ name: String) throws -> Specification {
        let text = try String(contentsOfFile: "\(Self.fixtures)/\(name).yaml", encoding: .utf8)
        let specification = try Specification.read(at: folder.file("\(name).yaml", text), networks: Self.load)
        if specification.diagnostics.hasErrors {
            throw Unexpected(
                lines: [MessageFormat.concise.text(specification.diagnostics, sources: specification.sources)])
        }
        // Every claim can be handed to the engines.
        for entry in Dictionary(grouping: specification.checks, by: \.place.position).values {
            guard case .claim(let claim) = try entry[0].subject() else { continue }
            #expect(throws: Never.self) { try Query.lowered(network: entry[0].network.network, claim: claim) }
        }
        return specification
    }

    @Test func one() throws {
        let specification = try specification("1-balls")
        // Rows 0 and 50 have the wrong label.
        #expect(specification.checks.count == 98 * 3)
        #expect(specification.checks[0].id == "robust/1/1/255")
        #expect(specification.checks[5].id == "robust/2/0.02")
        let check = try #require(specification.checks.first { $0.id == "robust/12/2/255" })
        #expect(check.budget.time == 60)
        let claim = try check.claim()
        guard case .box(let box) = claim.region else {
            Issue.record("no box")
            return
        }
        let eps = rational("2/255")
        // Block 2 is white: clipped above; the rest is black: clipped below.
        #expect(box.lower[160] == 1 - eps && box.upper[160] == 1)
        #expect(box.lower[0] == 0 && box.upper[0] == eps)
        #expect(
            claim.unsafe
                == .any(
                    (0..<10).filter { $0 != 2 }.map {
                        .row(LinearRow(terms: [(.output(2), 1), (.output($0), -1)], bound: 0))
                    }))
    }

    @Test func two() throws {
        let check = try #require(try specification("2-acas").checks.first)
        #expect(check.network.decision == .argmin)
        #expect(check.expectation == .holds)
        let claim = try check.claim()
        guard case .intersection(let parts) = claim.region, case .halfspaces(let rows) = parts[0],
            case .box(let box) = parts[1]
        else {
            Issue.record("not rows within a box: \(claim.region)")
            return
        }
        // 1500 <= rho: 60261 x + 19791.091 >= 1500.
        #expect(rows[0] == LinearRow(.input(0), times: -60261, bound: rational("18291.091")))
        #expect(rows.count == 7)
        #expect(box.upper[3] == rational("1/2"))
        // COC is chosen where its score is the least, or shares that.
        #expect(
            claim.unsafe
                == .any([
                    .all((1..<5).map { .row(LinearRow(terms: [(.output($0), -1), (.output(0), 1)], bound: 0)) })
                ]))
    }

    @Test func three() throws {
        let network = "\(folder.path)/models/mnist.onnx"
        try folder.write("models/mnist.onnx", "the stand-in")
        let digest = try SHA256Digest.ofFile(at: network).prefix(12)
        let phases = "A--I" + String(repeating: "-", count: 200)
        for (name, line) in [("class3", phases), ("class8", "I" + phases.dropFirst())] {
            try folder.write(
                "naps/\(name).nap",
                """
                nap: 1
                network: {sha256: \(digest)}
                class: 3
                mined: {data: mnist/train, rows: 6131, threshold: 0.99, tool: orthant 0.1.0}
                phases:
                  relu[0]: "\(line)"
                  relu[1]: "----A---IIA-----"
                coverage: {class: 0.842, others: 0.0003}
                """)
        }
        let specification = try specification("3-patterns")
        #expect(
            specification.checks.map(\.id) == [
                "nap-means-three", "nap-in-ball/7/0.05", "nap-in-ball/7/0.1", "nap-in-ball/12/0.05",
                "nap-in-ball/12/0.1", "nap-in-ball/33/0.05", "nap-in-ball/33/0.1", "naps-not-ambiguous",
            ])
        #expect(specification.checks[0].budget.memory == 8 << 30)
        guard case .intersection(let parts) = try specification.checks[0].claim().region else {
            Issue.record("no intersection")
            return
        }
        let decisions = [(0, true), (3, false), (208, true), (212, false), (213, false), (214, true)].map {
            PhaseDecision(neuron: $0.0, isActive: $0.1)
        }
        #expect(parts[0] == .pattern(decisions))
        let last = try specification.checks[7].claim()
        #expect(last.unsafe == .all([]))
        #expect(try specification.checks[1].claim().unsafe.isMarginOf(rational("1/10")))
    }

    @Test func four() throws {
        // A thousand rows of the same kind, made with Python's zipfile: rows divisible by 50 have the wrong label.
        try FileManager.default.copyItem(
            atPath: "\(Self.fixtures)/mnist_test.npz", toPath: "\(folder.path)/mnist_test.npz")
        let specification = try specification("4-cones")
        #expect(specification.checks.count == 980 * 2 + 2)
        let cone = try specification.checks[0].claim()
        guard case .cone(.box(let base), let scale) = cone.region else {
            Issue.record("no cone")
            return
        }
        #expect(scale == .positive)
        #expect(base.lower[78] == 1 - rational("1/255"))
        guard case .cone(_, let lamp) = try #require(specification.checks.last).claim().region else {
            Issue.record("no cone")
            return
        }
        #expect(lamp == Scale(lower: rational("1/4"), upper: 4))
    }

    @Test func five() throws {
        try folder.write(
            "props/prop_5_0.03.vnnlib",
            (0..<784).map { "(declare-const X_\($0) Real)\n" }.joined()
                + (0..<10).map { "(declare-const Y_\($0) Real)\n" }.joined() + "(assert (>= Y_0 Y_1))\n")
        let specification = try specification("5-hulls")
        #expect(specification.checks.map(\.id) == ["hull-of-threes", "dark-top-row", "competition-file"])
        guard case .inflated(.hull(let points), let radius) = try specification.checks[0].claim().region else {
            Issue.record("no inflated hull")
            return
        }
        #expect(points.count == 4 && radius == rational("1/255"))
        guard case .intersection(let parts) = try specification.checks[1].claim().region, parts.count == 2,
            case .halfspaces(let rows) = parts[1]
        else {
            Issue.record("no halfspaces")
            return
        }
        #expect(rows[0] == LinearRow(terms: (0..<28).map { (.input($0), 1) }, bound: rational("1/2")))
        #expect(rows[1] == LinearRow(terms: [(.input(405), -1), (.input(406), 1)], bound: rational("-1/10")))
        guard case .all(let parts) = try specification.checks[1].claim().unsafe else {
            Issue.record("not a conjunction")
            return
        }
        #expect(parts.count == 3)
    }

    @Test func six() throws {
        try folder.write(
            "jobs.csv", "id,net,png,eps,label\na,models/a.onnx,pics/a.png,1/255,3\nb,models/b.onnx,pics/b.png,0.1,7\n")
        let picture = [UInt8](repeating: 51, count: 784)
        try write("pics/a.png", PNGWriter.file(pixels: picture, width: 28, height: 28, .grey))
        try write("pics/b.png", PNGWriter.file(pixels: picture, width: 28, height: 28, .grey))
        let specification = try specification("6-searches")
        let searches = specification.checks.filter { $0.search != nil }
        // 200 of 250 rows, less those of the five wrong labels that were drawn.
        #expect((195...200).contains(searches.count))
        #expect(searches[0].search?.resolution == rational("1/2550"))
        #expect(searches[0].budget.time == 300 && searches[0].budget.threads == 1 && searches[0].seed == 7)
        let jobs = specification.checks.filter { $0.search == nil }
        #expect(jobs.map(\.id) == ["a", "b"])
        #expect(jobs[1].network.path.hasSuffix("models/b.onnx"))
        guard case .box(let box) = try jobs[0].claim().region else {
            Issue.record("no box")
            return
        }
        #expect(box.upper[0] == rational("52/255"))
    }
}

extension Formula {
    /// Whether every row asks for less than a lead of `margin`, strictly.
    fileprivate func isMarginOf(_ margin: Rational) -> Bool {
        guard case .any(let parts) = self else { return false }
        return parts.allSatisfy { if case .row(let row) = $0 { row.bound == margin && row.isStrict } else { false } }
    }
}
