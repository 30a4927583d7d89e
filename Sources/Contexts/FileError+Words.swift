extension FileError {
    package var place: Place? {
        switch self {
        case .unreadable(let path, _), .corruptGzip(let path), .tooLarge(let path, _), .notText(let path),
            .unwritable(let path, _), .stopped(let path, _):
            Place(file: path)
        }
    }

    package var problem: String {
        switch self {
        case .unreadable(_, let reason): "cannot read the file: \(reason)"
        case .corruptGzip: "the gzip stream is damaged or cut short"
        case .tooLarge(_, let limit): "the file unpacks to more than \(limit) bytes"
        case .notText: "the file is not UTF-8 text"
        case .unwritable(_, let reason): "cannot write the file: \(reason)"
        case .stopped(_, let cause): "reading was stopped: \(cause.words)"
        }
    }

    package var fix: String {
        switch self {
        case .unreadable: "check the path and its permissions"
        case .corruptGzip: "fetch or pack the file again"
        case .tooLarge: "check that this is the file you meant"
        case .notText: "check that this is a text file, plain or .gz"
        case .unwritable: "choose a folder that exists and that you may write to"
        case .stopped: "allow the run more"
        }
    }
}
