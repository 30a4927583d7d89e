import Contexts
import SpecReading

/// Which model file each declared network of a property has.
struct ModelPaths {
    /// One for each declared network, in order; one for VNN-LIB 1.0. A network that is equal to another has its path.
    let paths: [String]

    /// A network may be given without its name when there is only one to be given. With `mayRepeat` a network that is equal
    /// to another may be given the other's model once more. Errors: ``UsageError`` when there is not exactly one model for
    /// each network that is not equal to another.
    init(
        _ read: ReadProperty, _ arguments: [NetworkArgument], property: String, mayRepeat: Bool
    ) throws(UsageError) {
        let declared = read.networks
        guard !declared.isEmpty else {
            guard arguments.count == 1 else { throw .severalNetworks(count: arguments.count) }
            paths = [arguments[0].path]
            return
        }
        let needed = declared.indices.filter { read.model(of: $0) == $0 }
        let names = needed.map { declared[$0].name }
        if arguments.count == 1 && needed.count == 1 {
            if let given = arguments[0].name, given != names[0] {
                throw .networkName(given: given, declared: names[0], property: property)
            }
            paths = declared.map { _ in arguments[0].path }
            return
        }
        var given: [Int: String] = [:]
        for argument in arguments {
            guard let name = argument.name else { throw .severalNetworks(count: arguments.count) }
            guard let index = declared.firstIndex(where: { $0.name == name }) else {
                throw .unneededModel(network: name, equalTo: nil, declared: names, property: property)
            }
            guard given.updateValue(argument.path, forKey: index) == nil else { throw .modelTwice(network: name) }
        }
        for (index, path) in given.sorted(by: { $0.key < $1.key }) where read.model(of: index) != index {
            let other = read.model(of: index)
            if mayRepeat && given[other] == path { continue }
            throw .unneededModel(
                network: declared[index].name, equalTo: declared[other].name, declared: names, property: property)
        }
        var paths: [String] = []
        for index in declared.indices {
            guard let path = given[read.model(of: index)] else {
                throw .missingModel(
                    network: declared[read.model(of: index)].name, declared: names, property: property)
            }
            paths.append(path)
        }
        self.paths = paths
    }
}
