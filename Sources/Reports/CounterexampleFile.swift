package import Contexts
import Exact
package import Foundation
package import Networks
import Properties
import Queries
package import Verification

/// A counterexample as a file of its own, with all it takes to judge it again elsewhere. `docs/formats.md` describes the
/// fields.
package struct CounterexampleFile: Codable, Sendable {
    package struct NetworkField: Codable, Sendable {
        package let path: String
        package let sha256: String?
    }

    /// The bounds of every input, and rows over inputs.
    struct RegionField: Codable {
        let lower: [String]
        let upper: [String]
        let rows: [String]
    }

    /// What the run that found the counterexample saw.
    struct Claimed: Codable {
        let output: [Double]
        let `class`: String?
        let margin: Double
        let grade: String
        let replay: String
    }

    static let kind = "orthant-counterexample"
    static let schema = 1

    let kind: String
    let schema: Int
    package let check: String
    package let network: NetworkField
    let elementType: String
    /// The point as decimals and fractions.
    let exactInput: [String]
    /// The floats that stand for it.
    let input: [Double]
    /// Rows that are all met by a violation: `Y_0 - Y_1 <= 0`.
    let unsafe: [String]
    /// `nil` when the region cannot be written in bounds and rows on inputs.
    let region: RegionField?
    /// How several networks, or inside values of one, make up the network that the point and the rows are about; left out
    /// for a model by itself.
    let composition: String?
    let decision: DecisionRule.Winner?
    let outputNames: [String]?
    let claimed: Claimed

    /// The counterexample of a check. The region is left out where the query is about further variables than the network's
    /// inputs, or holds neurons in phases.
    package init(_ counterexample: Counterexample, of check: CheckDescription, networkDigest: String?) {
        let witness = counterexample.witness
        let problem = counterexample.query.cases[witness.caseIndex]
        let isPlain =
            problem.decisions.isEmpty && counterexample.query.embedding == nil
        kind = Self.kind
        schema = Self.schema
        self.check = check.id
        network = NetworkField(path: check.network, sha256: networkDigest)
        elementType = counterexample.query.network.elementType.rawValue
        exactInput = counterexample.exactInput.map(\.text)
        input = counterexample.input
        unsafe = problem.stated[witness.unsafeIndex].rows.map(\.description)
        region =
            isPlain
            ? RegionField(
                lower: problem.box.lower.map(\.text), upper: problem.box.upper.map(\.text),
                rows: problem.regionRows.map(\.description)) : nil
        composition = counterexample.query.composition
        decision = check.decision?.winner
        outputNames = check.decision.flatMap { $0.names.isEmpty ? nil : $0.names }
        claimed = Claimed(
            output: witness.output, class: check.decision?.chosen(witness.output).joined(separator: " or "),
            margin: witness.margin, grade: witness.grade.rawValue, replay: witness.replay.rawValue)
    }

    /// The text of the file.
    package var text: String {
        get throws { try JSONText.of(self) + "\n" }
    }

    /// How outputs become classes, if the file says it.
    package var rule: DecisionRule? { decision.map { DecisionRule($0, names: outputNames ?? []) } }

    /// A name for the file of a check that is safe in every file system: letters, digits, dots and dashes of the id, cut
    /// at 80 characters.
    package static func safeName(_ id: String) -> String {
        let safe = id.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" }
        let name = String(safe.drop { $0 == "." || $0 == "-" }.prefix(80))
        return name.isEmpty ? "check" : name
    }
}

// MARK: reading

extension CounterexampleFile {
    /// Reads the bytes of a file; `file` is its name in messages. Throws ``CounterexampleError``.
    package static func read(_ bytes: Data, file: String) throws(CounterexampleError) -> CounterexampleFile {
        struct Header: Codable {
            let kind: String?
            let schema: Int?
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let header = try decoded(Header.self, bytes, decoder, file)
        guard header.kind == Self.kind else { throw .notACounterexample(file: file) }
        guard let schema = header.schema else { throw .badField(file: file, field: "schema") }
        guard schema == Self.schema else {
            throw .unsupportedSchema(file: file, found: schema, supported: Self.schema)
        }
        let content = try decoded(CounterexampleFile.self, bytes, decoder, file)
        guard content.composition == nil else { throw .product(file: file) }
        return content
    }

    private static func decoded<T: Codable>(
        _ type: T.Type, _ bytes: Data, _ decoder: JSONDecoder, _ file: String
    ) throws(CounterexampleError) -> T {
        do {
            return try decoder.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw CounterexampleError(error, file: file)
        } catch {
            throw .notJSON(file: file)
        }
    }

    /// Judges the counterexample on a network. Throws ``CounterexampleError`` when the two do not fit.
    package func replay(on network: Network, file: String) throws(CounterexampleError) -> Replay {
        guard elementType == network.elementType.rawValue else {
            throw .elementType(file: file, found: elementType, network: network.elementType.rawValue)
        }
        func numbers(_ texts: [String], _ field: String) throws(CounterexampleError) -> [Rational] {
            guard texts.count == network.inputCount else {
                throw .wrongCount(file: file, field: field, found: texts.count, expected: network.inputCount)
            }
            var values: [Rational] = []
            for text in texts {
                guard let value = Rational(text: text) else { throw .badNumber(file: file, field: field, text: text) }
                values.append(value)
            }
            return values
        }
        func rows(_ texts: [String]) throws(CounterexampleError) -> [LinearRow] {
            var rows: [LinearRow] = []
            for text in texts {
                guard let row = LinearRow(text: text) else { throw .badRow(file: file, text: text) }
                guard row.fits(network) else {
                    throw .noSuchVariable(
                        file: file, row: text, inputs: network.inputCount, outputs: network.outputCount)
                }
                rows.append(row)
            }
            return rows
        }
        let exact = try numbers(exactInput, "exact_input")
        guard input.count == network.inputCount else {
            throw .wrongCount(file: file, field: "input", found: input.count, expected: network.inputCount)
        }
        var box = Box(lower: exact, upper: exact)
        if let region {
            let lower = try numbers(region.lower, "region.lower")
            let upper = try numbers(region.upper, "region.upper")
            if let input = lower.indices.first(where: { lower[$0] > upper[$0] }) {
                throw .emptyRange(file: file, input: input)
            }
            box = Box(lower: lower, upper: upper)
        }
        return Replay(
            Replay.Point(exact: exact, floats: input), of: network, box: box, region: try rows(region?.rows ?? []),
            unsafe: try rows(unsafe))
    }
}

extension CounterexampleError {
    fileprivate init(_ error: DecodingError, file: String) {
        func path(_ context: DecodingError.Context, _ last: [any CodingKey] = []) -> String {
            (context.codingPath + last).map { $0.intValue.map(String.init) ?? $0.stringValue.snakeCase }
                .joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): self = .badField(file: file, field: path(context, [key]))
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let field = path(context)
            self = field.isEmpty ? .notACounterexample(file: file) : .badField(file: file, field: field)
        case .dataCorrupted(let context):
            let field = path(context)
            self = field.isEmpty ? .notJSON(file: file) : .badField(file: file, field: field)
        @unknown default: self = .notJSON(file: file)
        }
    }
}

extension String {
    /// `exactInput` as `exact_input`.
    fileprivate var snakeCase: String {
        map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined()
    }
}

extension LinearRow {
    fileprivate func fits(_ network: Network) -> Bool {
        terms.allSatisfy { term in
            switch term.variable {
            case .input(let i): i < network.inputCount
            case .output(let j): j < network.outputCount
            }
        }
    }
}
