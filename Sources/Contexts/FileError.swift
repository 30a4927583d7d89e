/// What can go wrong with a file before its content is looked at, or while a result is written.
package enum FileError: InputError, Hashable {
    case unreadable(path: String, reason: String)
    case corruptGzip(path: String)
    case tooLarge(path: String, limit: Int)
    case notText(path: String)
    case unwritable(path: String, reason: String)
    /// Not the file's fault: the run that wanted it was told to stop.
    case stopped(path: String, StopCause)
}
