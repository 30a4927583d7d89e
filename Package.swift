// swift-tools-version: 6.2
import PackageDescription

// One level per row of docs/architecture.md: a target imports only from targets above it.
// `targets` is written in that order; adding a dependency that points downwards is a design change.

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")

let common: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target; every unsafe expression in it must be marked when `strict` is set.
func library(_ name: String, _ dependencies: [Target.Dependency], strict: Bool = true, exclude: [String] = []) -> Target
{
    .target(
        name: name, dependencies: dependencies, exclude: exclude,
        swiftSettings: common + (strict ? [.strictMemorySafety()] : []))
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: common)
}

let package = Package(
    name: "orthant",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "orthant", targets: ["orthant"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        // 0: what knows nothing of networks
        .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"]), .brew(["glpk"])]),
        .systemLibrary(name: "CZ3", pkgConfig: "z3", providers: [.apt(["libz3-dev"]), .brew(["z3"])]),
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        library("Exact", [bigInt]),
        library("Contexts", ["Exact"]),
        library("Files", ["CZlib", "Contexts"]),
        library("Kernels", ["COpenBLAS"]),
        // 1: values
        library("Networks", ["Exact", "Contexts", "Kernels"]),
        library("Properties", ["Exact", "Contexts"]),
        // 2: readers and the normal form
        library(
            "ModelReading", ["Files", "Exact", "Contexts", "Networks", protobuf], strict: false,
            exclude: ["ONNX/onnx.proto"]),
        library("SpecReading", ["Files", "Exact", "Contexts", "Properties"]),
        library("Queries", ["Exact", "Contexts", "Networks", "Properties"]),
        // 3: the numeric core
        library("Bounds", ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries"]),
        // 4: the symbolic encoder
        library("Programs", ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds"]),
        // 5: solvers
        library("MILPSolving", ["CGLPK", "Contexts", "Programs"]),
        library("SMTSolving", ["CZ3", "Exact", "Contexts", "Programs"]),
        // 6: search
        library(
            "Searching",
            [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "MILPSolving", heap,
            ]),
        // 7: answers
        library(
            "Verification",
            [
                "Exact", "Contexts", "Networks", "Properties", "Queries", "Bounds", "Programs", "MILPSolving",
                "SMTSolving", "Searching",
            ]),
        library("Reports", ["Exact", "Contexts", "Networks", "Properties", "Queries", "Verification"]),
        // 8: thin shells
        .executableTarget(
            name: "orthant",
            dependencies: [
                "Exact", "Contexts", "Files", "Networks", "Properties", "ModelReading", "SpecReading", "Queries",
                "Bounds", "Programs", "MILPSolving", "SMTSolving", "Searching", "Verification", "Reports",
                argumentParser,
            ],
            swiftSettings: common),

        // Tests mirror targets.
        .target(
            name: "TestSupport", dependencies: ["Exact", "Kernels", "Networks", "Properties", "Queries"],
            path: "Tests/TestSupport", swiftSettings: common),
        tests(
            "VerificationTests",
            ["Contexts", "Exact", "Networks", "Properties", "Queries", "TestSupport", "Verification"]),
        tests("BoundsTests", ["Bounds", "Exact", "Networks", "Queries", "TestSupport"]),
        // Tests, one target per library; what they share is a plain target.
        .target(
            name: "ProgramTestSupport",
            dependencies: [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "MILPSolving",
            ],
            path: "Tests/ProgramTestSupport", swiftSettings: common),
        tests(
            "ProgramsTests",
            [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "ProgramTestSupport",
            ], resources: [.copy("Golden")]),
        tests(
            "MILPSolvingTests",
            [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "MILPSolving",
                "ProgramTestSupport",
            ]),
        tests(
            "SMTSolvingTests",
            [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "MILPSolving",
                "SMTSolving", "ProgramTestSupport",
            ]),
        tests(
            "ReportsTests",
            ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Verification", "Reports"]),
        // Runs the binary.
        tests("OrthantTests", ["Contexts", "orthant"]),
        tests("NetworksTests", ["Exact", "Kernels", "Networks", "TestSupport"]),
        tests(
            "ModelReadingTests", ["Contexts", "Exact", "Kernels", "ModelReading", "Networks", "TestSupport"],
            resources: [.copy("Fixtures")]),
        // Tests
        tests("ExactTests", ["Exact", bigInt]),
        tests("ContextsTests", ["Contexts"]),
        tests("SpecReadingTests", ["Contexts", "Exact", "Properties", "SpecReading"], resources: [.copy("Fixtures")]),
        tests("QueriesTests", ["Contexts", "Exact", "Kernels", "Networks", "Properties", "Queries"]),
    ],
    swiftLanguageModes: [.v6]
)
