/// The data formats known here.
package enum DataFormat: Hashable, Sendable {
    case npy, npz, idx, cifar, csv, png
    /// NPY or IDX.
    case array
}

/// An array in a file: the file, and its key when the file is an archive of several.
package struct ArraySource: Hashable, Sendable {
    package let file: String
    package let key: String?

    package init(file: String, key: String? = nil) {
        self.file = file
        self.key = key
    }
}

/// What can be wrong with a data file. The numbers D304 (row out of range) and D310 (no labels) of the catalogue belong to
/// errors of the text that asks for a row or a label; they stand with the errors of that text.
package enum DataError: InputError, Hashable {
    // D301
    case unreadable(file: String, reason: String)
    case noMatch(pattern: String)
    // D302: `start` is the first bytes found
    case wrongFormat(ArraySource, DataFormat, start: [UInt8])
    case unknownFormat(file: String, start: [UInt8])
    case header(ArraySource, DataFormat, HeaderDefect)
    case impossibleClass(file: String, record: Int, found: Int, limit: Int)
    case mixedCIFAR(file: String, first: String)
    // D303
    case elementType(ArraySource, type: String)
    case fractionalLabel(ArraySource, row: Int, value: String)
    // D305
    case cutShort(ArraySource)
    /// The header promises `expected` bytes (`nil`: more than can be counted) and `found` follow it.
    case size(ArraySource, shape: [Int], type: String, expected: Int?, found: Int)
    case records(file: String, bytes: Int)
    case noRows(ArraySource)
    case pointShape(ArraySource, asked: [Int], elements: Int)
    case layout(ArraySource, shape: [Int])
    // D306
    case notText(file: String)
    case notANumber(Place, text: String)
    case notALabel(Place, text: String)
    case cellCount(Place, found: Int, expected: Int)
    case unclosedQuote(Place)
    case textAfterQuote(Place)
    case noHeader(file: String)
    // D307: `row` is nil when the whole array is one point
    case notFinite(ArraySource, row: Int?, index: Int, value: String)
    // D308
    case missingColumn(file: String, name: String, known: [String])
    case ambiguousColumn(file: String, name: String)
    case missingIndex(file: String, index: Int, count: Int)
    case emptyFeatures(file: String, first: Int, last: Int)
    case labelAmongFeatures(file: String, label: Int, first: Int, last: Int)
    case missingKey(file: String, key: String, known: [String])
    // D309
    case damaged(ArraySource, Damage)
    // D311
    case labelCount(images: ArraySource, points: Int, labels: ArraySource, found: Int)
    case labelShape(ArraySource, shape: [Int])
    case unlabelledPicture(file: String, picture: String)
    case labelledTwice(Place, picture: String)
    // D312
    case transparency(file: String)
    case pictureSize(file: String, found: [Int], first: String, expected: [Int])
    case pictureDepth(file: String, found: Int, first: String, expected: Int)
    case pictureTooLarge(file: String, width: Int, height: Int, limit: Int)

    /// What a header says that its format does not allow.
    package enum HeaderDefect: Hashable, Sendable {
        case version(Int, Int)
        case notADictionary
        case missingEntry(String)
        case badShape
        case rank(Int, limit: Int)
        case noDimension
        case pictureHeader
    }

    /// What is wrong with packed data.
    package enum Damage: Hashable, Sendable {
        case gzip
        case tooLarge(limit: Int)
        case noDirectory
        case directory
        case entry(String)
        case checksum(String)
        case twice(String)
        case encrypted(String)
        case method(String, Int)
        case oversize(String)
        case picture(String)
    }
}
