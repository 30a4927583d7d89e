extension DataError {
    package var fix: String {
        switch self {
        case .unreadable: "check the path and its permissions"
        case .noMatch(let pattern): "list what is there:  ls \(pattern)"
        case .wrongFormat(let source, _, let start): conversion(of: source.file, start: start)
        case .unknownFormat(let file, let start): conversion(of: file, start: start)
        case .header, .cutShort: "save or fetch the file again"
        case .impossibleClass: "give the binary version of CIFAR-10 or CIFAR-100, unpacked"
        case .mixedCIFAR: "give files of CIFAR-10 only, or of CIFAR-100 only"
        case .elementType(let source, _), .fractionalLabel(let source, _, _): retyping(source, self)
        case .size: "save or fetch the file again: it is cut short, or something follows the array"
        case .records(let file, _): "unpack the binary version and give its .bin files:  tar xzf \(file)"
        case .noRows(let source): python("np.save('rows.npy', \(load(source)).reshape(1, -1))")
        case .pointShape(_, _, let elements): "write  shape: [\(elements)]  or leave shape out"
        case .layout: "add  shape: [height, width, channels]  or leave layout out"
        case .notText: "save the table as UTF-8 text with commas"
        case .notANumber(_, let text): numberFix(text)
        case .notALabel: "write the number of the class, counted from 0"
        case .cellCount: "add or remove commas, or quote cells that contain one"
        case .unclosedQuote: "add the missing quote"
        case .textAfterQuote: "write quotes inside a quoted cell twice"
        case .noHeader: "write the names of the columns in the first line"
        case .notFinite(let source, _, _, _): python("np.save('finite.npy', np.nan_to_num(\(load(source))))")
        case .missingColumn: "give one of these names, or the number of the column, counted from 0"
        case .ambiguousColumn: "give the number of the column, counted from 0"
        case .missingIndex: "count the columns from 0"
        case .emptyFeatures(_, let first, let last): "write \(last)..\(first)"
        case .labelAmongFeatures(_, let label, let first, let last): "write \(rest(of: first, last, without: label))"
        case .missingKey: "give one of these keys"
        case .damaged(let source, let damage): damage.fix(source)
        case .labelCount: "give the labels that belong to these images, one for each"
        case .labelShape(let source, _): python("np.save('labels.npy', \(load(source)).argmax(axis=-1))")
        case .unlabelledPicture(_, let picture): "add a row  \(picture),0  with its class"
        case .labelledTwice: "remove one of the rows"
        case .transparency(let file): pillow(file, "convert('RGB')")
        case .pictureSize(let file, _, _, let expected): resizing(file, expected)
        case .pictureDepth: "give pictures of one depth"
        case .pictureTooLarge(let file, _, _, _): pillow(file, "resize((224, 224))")
        }
    }

    /// The features on the longer side of the label.
    private func rest(of first: Int, _ last: Int, without label: Int) -> String {
        last - label >= label - first ? "\(label + 1)..\(last)" : "\(first)..\(label - 1)"
    }

    private func numberFix(_ text: String) -> String {
        if text.contains(";") || text.contains("\t") { return "separate the cells by commas" }
        if text.contains(where: \.isLetter) { return "remove it; for a line of names write  header: true" }
        return "write a number such as -1.5 or 1e-06, with at most 5000 digits"
    }

    private func resizing(_ file: String, _ expected: [Int]) -> String {
        guard expected.count == 3 else { return "give pictures of one size" }
        let mode = expected[0] == 1 ? "L" : "RGB"
        return pillow(file, "convert('\(mode)').resize((\(expected[2]), \(expected[1])))")
    }
}

extension DataError.Damage {
    fileprivate func fix(_ source: ArraySource) -> String {
        switch self {
        case .method: python("np.savez_compressed('repacked.npz', **np.load('\(source.file)'))")
        case .encrypted: "unpack the archive and give the .npy files"
        case .oversize, .tooLarge: "give the rows that are needed in a file of their own"
        case .twice: "save the arrays again under different names"
        case .gzip, .noDirectory, .directory, .entry, .checksum, .picture: "save or fetch the file again"
        }
    }
}

/// A command that turns a file of a known foreign format into one that is read here, or what else to do with it.
private func conversion(of file: String, start: [UInt8]) -> String {
    if start.starts(with: "<".utf8) { return "fetch the file again: this is a web page" }
    if start.starts(with: "PK".utf8) { return "read it as an NPZ archive:  npz: \(file)" }
    if start.starts(with: [0x93]) { return "read it as an NPY array:  images: \(file)" }
    if start.starts(with: [0x89, 0x50]) { return "read it as a picture:  png: \(file)" }
    if start.starts(with: [0x89, 0x48]) {
        return "python3 -c \"import h5py, numpy as np; np.save('images.npy', h5py.File('\(file)')['images'][:])\""
    }
    if start.starts(with: "MATL".utf8) {
        return "python3 -c \"import scipy.io, numpy as np; "
            + "np.save('images.npy', scipy.io.loadmat('\(file)')['images'])\""
    }
    if start.first == 0x80 {
        return "python3 -c \"import pickle, numpy as np; "
            + "np.save('images.npy', pickle.load(open('\(file)', 'rb'), encoding='bytes')[b'data'])\""
    }
    if !start.isEmpty, start.allSatisfy({ (0x20..<0x7f).contains($0) }) { return "read it as a table:  csv: \(file)" }
    return "check that this is the file you meant"
}

/// A command that saves an array with another element type.
private func retyping(_ source: ArraySource, _ error: DataError) -> String {
    if case .fractionalLabel = error { return python("np.save('labels.npy', \(load(source)).round().astype('int64'))") }
    let target = source.key ?? String((source.file.split(separator: "/").last ?? "array").prefix { $0 != "." })
    return python("np.save('\(target)-float32.npy', \(load(source)).astype('float32'))")
}

private func python(_ statement: String) -> String { "python3 -c \"import numpy as np; \(statement)\"" }

private func load(_ source: ArraySource) -> String {
    "np.load('\(source.file)')" + (source.key.map { "['\($0)']" } ?? "")
}

private func pillow(_ file: String, _ change: String) -> String {
    "python3 -c \"from PIL import Image; Image.open('\(file)').\(change).save('converted.png')\""
}
