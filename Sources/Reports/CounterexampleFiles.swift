package import Contexts
import DataFiles
import Files
package import Networks

/// A counterexample as files: an NPY array for programs, and for images a PNG picture for people, with the original, the
/// counterexample and their signed difference side by side.
///
/// A pure function of what is given: the same counterexample makes the same bytes.
package struct CounterexampleFiles: Hashable, Sendable {
    /// An NPY file in the network's element type and in the shape of its input.
    package let array: [UInt8]
    /// The picture; `nil` when the input is no image.
    package let picture: ComparisonPicture?

    /// `input` and `original` are numbers of the network's element type, widened; `range` is what the picture shows as
    /// black and white. Requires as many numbers as `shape` has elements.
    package init(
        input: [Double], original: [Double]?, shape: TensorShape, type: ElementType, range: ClosedRange<Double>
    ) {
        switch type {
        case .float32: array = NPYWriter.file(input.map { Float($0) }, shape: shape.dimensions)
        case .float64: array = NPYWriter.file(input, shape: shape.dimensions)
        }
        picture = ImageShape(shape.dimensions).map {
            ComparisonPicture(input: input, original: original, image: $0, range: range)
        }
    }

    /// Writes `STEM.npy`, and `STEM.png` when there is a picture, each whole or not at all. Returns their paths.
    package func write(stem: String) throws(FileError) -> [String] {
        try FileWriting.write(array, to: stem + ".npy")
        guard let picture else { return [stem + ".npy"] }
        try FileWriting.write(picture.file, to: stem + ".png")
        return [stem + ".npy", stem + ".png"]
    }
}
