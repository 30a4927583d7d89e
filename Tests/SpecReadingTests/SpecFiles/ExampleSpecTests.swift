import Exact
import SpecReading
import Testing

/// The worked examples of the language.
@Suite struct ExampleSpecTests {
    private func read(_ name: String) throws -> SpecFile {
        let (file, diagnostics) = SpecReader.read(text: try fixture("specs/\(name).yaml"), file: name)
        #expect(MessageFormat.concise.text(diagnostics, sources: [:]) == "")
        return try #require(file)
    }

    @Test func balls() throws {
        let file = try read("example-1")
        #expect(file.name?.value == "mnist-ball")
        #expect(file.network?.path?.value == "models/mnist_256x4.onnx")
        let data = try #require(file.data.first)
        #expect(data.name == Located("test", at: Span(file: "example-1", line: 6, column: 3, length: 4)))
        #expect(data.value.scale?.value == .literal(Rational(1) / 255))
        let check = try #require(file.checks.first)
        #expect(check.id?.value == "robust/$img.row/$eps")
        #expect(check.bindings.map(\.name.value) == ["img", "eps"])
        guard case .rows(let name, let rows, let filter) = check.bindings[0].value,
            case .ranges(let ranges) = rows.value, case .list(let radii) = check.bindings[1].value,
            case .shapes(let shapes) = check.region,
            case .ball(let center, .uniform(let radius), let norm) = shapes.shapes[0].value,
            case .class(let name2, nil) = check.property?.value
        else { throw UnexpectedTree() }
        #expect(name.value == "test" && ranges.map(\.value) == [0...99] && filter?.value == .correct)
        #expect(radii.map(\.value) == ["1/255", "2/255", "0.02"])
        guard case .reference(let image) = center.value else { throw UnexpectedTree() }
        #expect(image == Reference(name: "img") && norm?.value == .inf)
        #expect(radius.value == .reference(Reference(name: "eps")))
        #expect(shapes.clip?.upper.value == .literal(1))
        #expect(name2.value == .reference(Reference(name: "img", field: "label")))
        #expect(check.budget.time?.value == 60)
    }

    @Test func physicalUnits() throws {
        let file = try read("example-2")
        let network = try #require(file.network)
        #expect(network.decision?.value == .argmin)
        #expect(network.inputs?.map(\.value) == ["rho", "theta", "psi", "v_own", "v_int"])
        #expect(network.domain?.value[1].lower.value == .literal(-Rational(3_141_593) / 1_000_000))
        guard case .meanRange(.entries(let mean), .entries(let range)) = network.units?.value else {
            throw UnexpectedTree()
        }
        #expect(mean.value[0].value == .literal(Rational(19_791_091) / 1000))
        #expect(range.value.count == 5)
        guard case .shapes(let shapes) = file.checks[0].region, case .boxRows(let rows) = shapes.shapes[0].value,
            case .domain = shapes.within
        else { throw UnexpectedTree() }
        #expect(rows.count == 5 && shapes.isComplete)
        #expect(rows[0].value.relations.map(\.value) == [.lessOrEqual, .lessOrEqual])
        #expect(rows[1].value.sums[0].summands[0].isNegative)
        #expect(file.checks[0].expectation?.value == .holds)
    }

    @Test func patterns() throws {
        let file = try read("example-3")
        #expect(file.includes.map(\.value) == ["common/mnist.yaml"])
        #expect(file.patterns.map(\.name.value) == ["three", "eight", "hand"])
        guard case .layers(let layers) = file.patterns[2].value,
            case .indices(let active, let inactive) = layers[0].phases
        else { throw UnexpectedTree() }
        #expect(layers.map(\.name.value) == ["relu[0]", "relu[2]"])
        #expect(active.map(\.value) == [5...5, 17...17, 200...203] && inactive.map(\.value) == [9...9])
        guard case .shapes(let shapes) = file.checks[2].region, case .intersection(let parts) = shapes.shapes[0].value,
            case .empty = file.checks[2].property?.value
        else { throw UnexpectedTree() }
        #expect(parts.count == 2 && shapes.within != nil)
        #expect(file.checks[0].budget.memory?.value == 8 << 30)
    }

    @Test func cones() throws {
        let file = try read("example-4")
        guard case .shapes(let cone) = file.checks[0].region, case .cone(_, let positive, _) = cone.shapes[0].value,
            case .shapes(let lamp) = file.checks[1].region,
            case .cone(let base, let bounded, nil) = lamp.shapes[0].value,
            case .positive = positive?.value, case .range(let from, let to) = bounded?.value,
            case .shapes(let ball) = base
        else { throw UnexpectedTree() }
        #expect(from.value == .literal(Rational(1) / 4) && to?.value == .literal(4))
        #expect(ball.clip != nil)
    }

    @Test func hullsAndVNNLIB() throws {
        let file = try read("example-5")
        guard case .shapes(let hull) = file.checks[0].region, case .hullOfRows = hull.shapes[0].value,
            case .any(let parts) = file.checks[1].property?.value, case .never(let classes) = parts[0].value,
            case .top(_, let within) = parts[1].value, case .holds(let rows) = parts[2].value,
            case .file(let path) = file.checks[2].vnnlib
        else { throw UnexpectedTree() }
        #expect(hull.inflate?.value == .literal(Rational(1) / 255))
        #expect(classes.map(\.value) == [.literal("8"), .literal("9")])
        #expect(within.value == .literal(2) && rows.count == 2)
        #expect(path.value == "props/prop_5_0.03.vnnlib")
        #expect(file.checks[2].region == nil && file.checks[2].property == nil)
    }

    @Test func searchAndJobTable() throws {
        let file = try read("example-6")
        #expect(file.defaults.budget.time?.value == 300 && file.defaults.seed?.value == 7)
        #expect(file.checks[0].search?.resolution.value == .literal(Rational(1) / 2550))
        guard case .rows(_, let rows, _) = file.checks[0].bindings[0].value else { throw UnexpectedTree() }
        #expect(rows.value == .sample(count: 200, seed: 1))
        guard case .table(let table) = file.checks[1].bindings[0].value,
            case .shapes(let shapes) = file.checks[1].region,
            case .ball(let center, _, _) = shapes.shapes[0].value, case .png(let path, let scale) = center.value
        else { throw UnexpectedTree() }
        #expect(table.value == "jobs.csv" && path.value == "$job.png" && scale?.value == .literal(Rational(1) / 255))
        #expect(file.checks[1].network?.path?.value == "$job.net")
    }

    @Test func everyKeyReads() throws {
        let file = try read("all-keys")
        #expect(file.checks.count == 5)
        guard case .text(let text) = file.checks[4].vnnlib else { throw UnexpectedTree() }
        // The place of a block text is that of its first line, so that places inside can be told.
        #expect(text.span.line == 88 && text.span.column == 9)
        #expect(text.value.hasPrefix("(declare-const"))
    }

    @Test func includedFilesDefineOnly() throws {
        let text = try fixture("specs/included.yaml")
        let (file, diagnostics) = SpecReader.read(text: text, file: "included", role: .included)
        #expect(diagnostics.isEmpty)
        #expect(file?.parameters.map(\.name.value) == ["eps"])
        let refused = SpecReader.read(text: text + "checks: []\n", file: "t", role: .included).diagnostics
        #expect(
            MessageFormat.concise.text(refused, sources: [:])
                == "t:6:1: error[S101]: unknown key 'checks' in an included file; expected: spec, include, network, data, naps, "
                + "regions, params, defaults; help: remove it, or use one of these keys")
    }
}
