import ArgumentParser
import Contexts
import Kernels
import MILPSolving
import Reports
import SMTSolving

/// `orthant version`: the program and what it was built from.
struct VersionCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the versions of the program and its libraries.")

    static let examples = [
        "orthant version",
        "orthant version --json",
    ]

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    private struct Versions: Encodable {
        let schema = 1
        let version = Product.version
        /// The compiler that built the program, as far as a program can know.
        let swift = VersionCommand.compiler
        let glpk = LPSolver.libraryVersion
        let openblas = MatrixProducts.libraryConfiguration
        let z3 = SMTSolver.libraryVersion
        /// Which of its kernels the processor gets.
        let kernels = ProcessorFeatures.kernels
        let processor = ProcessorFeatures.names
    }

    func run() throws {
        let versions = Versions()
        if json {
            Terminal.result(try JSONText.of(versions))
            return
        }
        Terminal.result(
            """
            \(Product.name) \(versions.version)
            Swift      \(versions.swift)
            GLPK       \(versions.glpk)
            OpenBLAS   \(versions.openblas)
            Z3         \(versions.z3)
            kernels    \(versions.kernels)
            processor  \(versions.processor.joined(separator: " "))
            """)
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
