// swift-tools-version: 6.2
import PackageDescription

// One level per row of docs/architecture.md: a target imports only from targets above it.
// `targets` is written in that order; adding a dependency that points downwards is a design change.

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

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
        // BoringSSL in versions before 4 is under the OpenSSL licence, which does not go with GLPK's.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // 0: what knows nothing of networks
        .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"]), .brew(["glpk"])]),
        .systemLibrary(name: "CZ3", pkgConfig: "z3", providers: [.apt(["libz3-dev"]), .brew(["z3"])]),
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        library("Exact", [bigInt]),
        library("Contexts", ["Exact"]),
        library("Files", ["CZlib", "Contexts"]),
        library("DataFiles", ["CPNG", "Exact", "Contexts", "Files"]),
        library("Digests", ["Contexts", "Files", crypto]),
        .target(name: "CKernels"),
        library("Kernels", ["CKernels", "COpenBLAS"]),
        // 1: values
        library("Networks", ["Exact", "Contexts", "Kernels"]),
        library("Properties", ["Exact", "Contexts"]),
        // 2: readers and the normal form
        library(
            "ModelReading", ["Files", "Exact", "Contexts", "Networks", protobuf], strict: false,
            exclude: ["ONNX/onnx.proto"]),
        library("SpecReading", ["Files", "Exact", "Contexts", "Properties", yams]),
        library(
            "Specifications",
            ["Exact", "Contexts", "Files", "DataFiles", "Digests", "Networks", "Properties", "SpecReading"]),
        library("Queries", ["Exact", "Contexts", "Networks", "Properties"]),
        // 3: the numeric core
        library("Bounds", ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries"]),
        // 4: the symbolic encoder
        library("Programs", ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds"]),
        library(
            "Patterns",
            [
                "Exact", "Contexts", "Files", "DataFiles", "Kernels", "Networks", "Properties", "SpecReading",
                "Specifications", "Bounds",
            ]),
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
                "Exact", "Contexts", "Networks", "Properties", "Queries", "Bounds", "Programs", "Patterns",
                "MILPSolving", "SMTSolving", "Searching",
            ]),
        library(
            "Reports",
            [
                "Exact", "Contexts", "Files", "DataFiles", "Digests", "Networks", "Properties", "Queries",
                "Patterns", "Verification",
            ]),
        // 8: thin shells
        .executableTarget(
            name: "orthant",
            dependencies: [
                "Exact", "Contexts", "Files", "DataFiles", "Digests", "Kernels", "Networks", "Properties",
                "ModelReading", "SpecReading", "Specifications", "Queries", "Bounds", "Programs", "Patterns",
                "MILPSolving", "SMTSolving", "Searching", "Verification", "Reports", argumentParser,
            ],
            swiftSettings: common),

        // Measures the kernels; not part of the product.
        .target(name: "CPlainKernels", dependencies: ["COpenBLAS"], path: "Tests/Benchmarks/CPlainKernels"),
        .executableTarget(
            name: "kernelbench", dependencies: ["Kernels", "CPlainKernels"], path: "Tests/Benchmarks/kernelbench",
            swiftSettings: common),

        // Tests mirror the targets, in the same order; `TestSupport` is what they share.
        .target(
            name: "TestSupport",
            dependencies: [
                "Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs",
                "MILPSolving",
            ],
            path: "Tests/TestSupport", swiftSettings: common),
        tests("ExactTests", ["Exact", bigInt, "TestSupport"]),
        tests("ContextsTests", ["Contexts"]),
        tests("FilesTests", ["Contexts", "Files", "TestSupport"]),
        tests(
            "DataFilesTests", ["Exact", "Contexts", "Files", "DataFiles", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests("DigestsTests", ["Contexts", "Digests", "TestSupport"]),
        tests("KernelsTests", ["Exact", "Kernels", "TestSupport"]),
        tests("NetworksTests", ["Exact", "Kernels", "Networks", "TestSupport"]),
        tests("PropertiesTests", ["Exact", "Properties", "TestSupport"]),
        tests(
            "ModelReadingTests", ["Exact", "Contexts", "Networks", "ModelReading", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests(
            "SpecReadingTests", ["Exact", "Contexts", "Properties", "SpecReading", "TestSupport", yams],
            resources: [.copy("Fixtures")]),
        tests(
            "SpecificationsTests",
            [
                "Exact", "Contexts", "Files", "DataFiles", "Digests", "Networks", "Properties", "SpecReading",
                "Specifications", "Queries", "TestSupport",
            ], resources: [.copy("Fixtures")]),
        tests(
            "QueriesTests",
            ["Exact", "Contexts", "Kernels", "Networks", "Properties", "Queries", "TestSupport"]),
        tests("BoundsTests", ["Exact", "Networks", "Properties", "Queries", "Bounds", "TestSupport"]),
        tests(
            "ProgramsTests",
            ["Exact", "Kernels", "Networks", "Properties", "Queries", "Bounds", "Programs", "TestSupport"],
            resources: [.copy("Golden")]),
        tests(
            "PatternsTests",
            [
                "Exact", "Contexts", "DataFiles", "Networks", "Properties", "SpecReading", "Patterns", "TestSupport",
            ]),
        tests(
            "MILPSolvingTests",
            ["Exact", "Contexts", "Networks", "Properties", "Queries", "Programs", "MILPSolving", "TestSupport"]),
        tests(
            "SMTSolvingTests",
            [
                "Exact", "Contexts", "Networks", "Properties", "Queries", "Bounds", "Programs", "MILPSolving",
                "SMTSolving", "TestSupport",
            ]),
        tests(
            "SearchingTests",
            ["Exact", "Contexts", "Networks", "Properties", "Queries", "Bounds", "Searching", "TestSupport"]),
        tests(
            "VerificationTests",
            [
                "Exact", "Contexts", "Networks", "Properties", "Queries", "Programs", "Patterns", "SMTSolving",
                "Verification", "TestSupport",
            ]),
        tests(
            "ReportsTests",
            [
                "Exact", "Contexts", "Kernels", "DataFiles", "Networks", "Properties", "Queries", "Verification",
                "Reports", "TestSupport",
            ], resources: [.copy("Golden")]),
        // Runs the binary.
        tests("OrthantTests", ["Contexts", "orthant", "TestSupport"], resources: [.copy("Golden")]),
    ],
    swiftLanguageModes: [.v6]
)
