extension DataError {
    package var code: String? {
        switch self {
        case .unreadable, .noMatch: "D301"
        case .wrongFormat, .unknownFormat, .header, .impossibleClass, .mixedCIFAR: "D302"
        case .elementType, .fractionalLabel: "D303"
        case .cutShort, .size, .records, .noRows, .pointShape, .layout: "D305"
        case .notText, .notANumber, .notALabel, .cellCount, .unclosedQuote, .textAfterQuote, .noHeader: "D306"
        case .notFinite: "D307"
        case .missingColumn, .ambiguousColumn, .missingIndex, .emptyFeatures, .labelAmongFeatures, .missingKey: "D308"
        case .damaged: "D309"
        case .labelCount, .labelShape, .unlabelledPicture, .labelledTwice: "D311"
        case .transparency, .pictureSize, .pictureDepth, .pictureTooLarge: "D312"
        }
    }

    package var place: Place? {
        switch self {
        case .unreadable(let file, _), .noMatch(let file), .unknownFormat(let file, _),
            .impossibleClass(let file, _, _, _), .mixedCIFAR(let file, _), .records(let file, _), .notText(let file),
            .noHeader(let file), .missingColumn(let file, _, _), .ambiguousColumn(let file, _),
            .missingIndex(let file, _, _), .emptyFeatures(let file, _, _), .labelAmongFeatures(let file, _, _, _),
            .missingKey(let file, _, _), .unlabelledPicture(let file, _), .transparency(let file),
            .pictureSize(let file, _, _, _), .pictureDepth(let file, _, _, _), .pictureTooLarge(let file, _, _, _):
            Place(file: file)
        case .wrongFormat(let source, _, _), .header(let source, _, _), .elementType(let source, _),
            .fractionalLabel(let source, _, _), .cutShort(let source), .size(let source, _, _, _, _),
            .noRows(let source), .pointShape(let source, _, _), .layout(let source, _),
            .notFinite(let source, _, _, _), .damaged(let source, _), .labelCount(_, _, let source, _),
            .labelShape(let source, _):
            Place(file: source.file)
        case .notANumber(let place, _), .notALabel(let place, _), .cellCount(let place, _, _),
            .unclosedQuote(let place), .textAfterQuote(let place), .labelledTwice(let place, _):
            place
        }
    }

    package var problem: String {
        switch self {
        case .unreadable(_, let reason): "cannot read the data file: \(reason)"
        case .noMatch: "no file has a name like this"
        case .wrongFormat(let source, let format, let start):
            "\(source.subject) is not \(format.words): it \(startWords(start))"
        case .unknownFormat(_, let start): "not a data format known here: the file \(startWords(start))"
        case .header(let source, _, let defect): "\(source.subject) has a header \(defect.words)"
        case .impossibleClass(_, let record, let found, let limit):
            "record \(record) names class \(found), and there are \(limit)"
        case .mixedCIFAR(_, let first): "the records are not of the kind of those in '\(first)'"
        case .elementType(let source, let type): "\(source.subject) has element type \(type)"
        case .fractionalLabel(let source, let row, let value): "\(source.subject) gives row \(row) the label \(value)"
        case .cutShort(let source): "\(source.subject) ends inside its header"
        case .size(let source, let shape, let type, let expected, let found):
            "\(source.subject) of shape \(shapeWords(shape)) and type \(type) takes "
                + (expected.map { "\($0) bytes" } ?? "more bytes than there are numbers for")
                + ", and \(found) follow the header"
        case .records(_, let bytes): "\(bytes) bytes are no whole number of CIFAR records"
        case .noRows(let source): "\(source.subject) is a single number, not rows"
        case .pointShape(_, let asked, let elements):
            "shape \(shapeWords(asked)) does not fit: a row has \(counted(elements, "element"))"
        case .layout(_, let shape): "layout HWC needs three dimensions, and a row has shape \(shapeWords(shape))"
        case .notText: "the file is not UTF-8 text"
        case .notANumber(_, let text): text.isEmpty ? "the cell is empty" : "'\(text)' is not a number"
        case .notALabel(_, let text): text.isEmpty ? "the label is empty" : "the label '\(text)' is not a whole number"
        case .cellCount(_, let found, let expected):
            "the row has \(counted(found, "cell")) and the first has \(expected)"
        case .unclosedQuote: "this quote is never closed"
        case .textAfterQuote: "text follows the closing quote"
        case .noHeader: "the table is empty"
        case .notFinite(let source, let row, let index, let value):
            "\(source.subject) holds \(value) at " + (row.map { "row \($0), " } ?? "") + "index \(index)"
        case .missingColumn(_, let name, _): "no column is called '\(name)'"
        case .ambiguousColumn(_, let name): "several columns are called '\(name)'"
        case .missingIndex(_, let index, _): "there is no column \(index)"
        case .emptyFeatures(_, let first, let last): "the features \(first)..\(last) hold no column"
        case .labelAmongFeatures(_, let label, let first, let last):
            "the label column \(label) lies among the features \(first)..\(last)"
        case .missingKey(_, let key, _): "no array is called '\(key)'"
        case .damaged(_, let damage): damage.words
        case .labelCount(let images, let points, let source, let found):
            "\(counted(found, "label")) in \(source.name) for \(counted(points, "image")) in \(images.name)"
        case .labelShape(let source, let shape): "\(source.subject) has shape \(shapeWords(shape))"
        case .unlabelledPicture(_, let picture): "no row labels the picture '\(picture)'"
        case .labelledTwice(_, let picture): "the picture '\(picture)' is labelled twice"
        case .transparency: "the picture has an alpha channel"
        case .pictureSize(_, let found, let first, let expected):
            "the picture is \(shapeWords(found)) and '\(first)' is \(shapeWords(expected)) (channels, height, width)"
        case .pictureDepth(_, let found, let first, let expected):
            "the picture has \(found) bits per channel and '\(first)' has \(expected)"
        case .pictureTooLarge(_, let width, let height, _): "the picture is \(width) wide and \(height) high"
        }
    }

    package var expected: String? {
        switch self {
        case .wrongFormat(_, let format, _), .header(_, let format, _): format.demand
        case .unknownFormat: "NPY, NPZ, IDX, CIFAR binary (.bin), CSV (.csv) or PNG"
        case .elementType: "float32, float64, bool or integers of 1 to 8 bytes"
        case .fractionalLabel, .notALabel: "a whole number"
        case .records: "a multiple of 3073 (CIFAR-10) or 3074 (CIFAR-100)"
        case .pointShape: "dimensions whose product is the size of a row"
        case .layout: "height, width, channels"
        case .notANumber: "a decimal number"
        case .cellCount(_, _, let expected): counted(expected, "cell")
        case .textAfterQuote: "a comma or the end of the line"
        case .notFinite: "finite numbers"
        case .missingColumn(_, _, let known): known.isEmpty ? nil : oneOf(known)
        case .missingIndex(_, _, let count): "0 to \(count - 1)"
        case .missingKey(_, _, let known): known.isEmpty ? nil : oneOf(known)
        case .labelShape: "one label per row"
        case .transparency: "grey or RGB"
        case .pictureTooLarge(_, _, _, let limit): "at most \(limit) pixels"
        case .unreadable, .noMatch, .impossibleClass, .mixedCIFAR, .cutShort, .size, .noRows, .notText,
            .unclosedQuote, .noHeader, .ambiguousColumn, .emptyFeatures, .labelAmongFeatures, .damaged, .labelCount,
            .unlabelledPicture, .labelledTwice, .pictureSize, .pictureDepth:
            nil
        }
    }

    /// At most a dozen names, for a line that can be read.
    private func oneOf(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "one of: \(shown) and \(names.count - 12) more" : "one of: \(shown)"
    }

    private func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func shapeWords(_ shape: [Int]) -> String {
        shape.isEmpty ? "()" : shape.map(String.init).joined(separator: "x")
    }

    /// The first bytes, and as text when they are.
    private func startWords(_ start: [UInt8]) -> String {
        if start.isEmpty { return "is empty" }
        let digits = start.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        let isText = start.allSatisfy { (0x20..<0x7f).contains($0) }
        return "starts with \(digits)" + (isText ? " ('\(String(decoding: start, as: UTF8.self))')" : "")
    }
}

extension ArraySource {
    /// The start of a sentence about it.
    fileprivate var subject: String { key.map { "the array '\($0)'" } ?? "the file" }
    fileprivate var name: String { key.map { "'\($0)'" } ?? "'\(file)'" }
}

extension DataFormat {
    fileprivate var words: String {
        switch self {
        case .npy: "an NPY array"
        case .npz: "an NPZ archive"
        case .idx: "an IDX file"
        case .cifar: "a CIFAR file"
        case .csv: "a CSV file"
        case .png: "a PNG picture"
        case .array: "an NPY array or an IDX file"
        }
    }

    fileprivate var demand: String? {
        switch self {
        case .npy: "NPY version 1, 2 or 3"
        case .npz: "a ZIP archive"
        case .idx: "two zero bytes, a type and a number of dimensions"
        case .cifar: "records of a label and 3072 pixels, without a header"
        case .png: "a PNG signature and header"
        case .csv, .array: nil
        }
    }
}

extension DataError.HeaderDefect {
    /// Follows "has a header".
    fileprivate var words: String {
        switch self {
        case .version(let major, let minor): "of version \(major).\(minor)"
        case .notADictionary: "that is not a Python dictionary"
        case .missingEntry(let name): "without '\(name)', or with an odd one"
        case .badShape: "whose shape is no tuple of sizes"
        case .rank(let rank, let limit): "with \(rank) dimensions, and \(limit) are the limit"
        case .noDimension: "without dimensions"
        case .pictureHeader: "that names no size and colours of a picture"
        }
    }
}

extension DataError.Damage {
    fileprivate var words: String {
        switch self {
        case .gzip: "the gzip stream is damaged or cut short"
        case .tooLarge(let limit): "the file unpacks to more than \(limit) bytes"
        case .noDirectory: "the archive has no directory at its end: it is cut short"
        case .directory: "the archive's directory is damaged"
        case .entry(let name): "the archive's entry '\(name)' is damaged or cut short"
        case .checksum(let name): "the archive's entry '\(name)' has a wrong checksum"
        case .twice(let name): "the archive holds '\(name)' twice"
        case .encrypted(let name): "the archive's entry '\(name)' is encrypted"
        case .method(let name, let method): "the archive's entry '\(name)' is packed by method \(method)"
        case .oversize(let name): "the archive's entry '\(name)' is larger than 4 GB"
        case .picture(let message): "the picture is damaged: \(message)"
        }
    }
}
