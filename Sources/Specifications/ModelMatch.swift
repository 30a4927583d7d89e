import Contexts
import Networks
import Properties
import SpecReading

/// Which declared variables the inputs, outputs and hidden values of a model are.
struct ModelMatch {
    /// For each input of the network the declared one.
    let inputs: [Int]
    let outputs: [Int]
    let hidden: [(value: ValueID, places: [Int])]

    /// Errors: ``PropertyError`` when a declaration does not fit the model.
    init(_ declared: VNNLIBNetwork, _ model: Network) throws(PropertyError) {
        for tensor in declared.tensors where tensor.type != .real && tensor.type.rawValue != model.elementType.rawValue
        {
            throw .modelType(
                tensor.place, name: tensor.name.name, declared: tensor.type.rawValue, model: model.elementType.rawValue)
        }
        inputs = try Self.places(declared.inputs, .input, declared, model.inputs)
        outputs = try Self.places(declared.outputs, .output, declared, model.outputs)
        var hidden: [(value: ValueID, places: [Int])] = []
        for tensor in declared.hidden {
            guard let name = tensor.modelName, let value = model.hidden[name] else {
                throw .noSuchTensor(
                    tensor.place, .hidden, name: tensor.modelName ?? "", model: model.hidden.keys.sorted())
            }
            try Self.check(tensor, name: name, model[value].shape)
            hidden.append((value, Array(tensor.indices)))
        }
        self.hidden = hidden
    }

    /// For each element of the model's tensors, one after the other, the declared variable.
    private static func places(
        _ declared: [VNNLIBTensor], _ role: PropertyError.TensorRole, _ network: VNNLIBNetwork, _ ports: [TensorPort]
    ) throws(PropertyError) -> [Int] {
        guard declared.count == ports.count else {
            throw .tensorCount(
                network.place, role, network: network.name, declared: declared.count, model: ports.map(\.name))
        }
        var places: [Int?] = [Int?](repeating: nil, count: ports.reduce(0) { $0 + $1.shape.count })
        for (index, tensor) in declared.enumerated() {
            let port: TensorPort
            if let name = tensor.modelName {
                guard let named = ports.first(where: { $0.name == name }) else {
                    throw .noSuchTensor(tensor.place, role, name: name, model: ports.map(\.name))
                }
                port = named
            } else {
                port = ports[index]
            }
            try check(tensor, name: port.name, port.shape)
            guard places[port.first] == nil else {
                throw .tensorNamedTwice(tensor.place, role, name: port.name)
            }
            for (place, variable) in zip(port.range, tensor.indices) { places[place] = variable }
        }
        return places.map { place in
            guard let place else { preconditionFailure("as many tensors as there are, each once, leave none out") }
            return place
        }
    }

    /// Dimensions of 1 may be left out or added, and a flat tensor stands for any: the order of the elements is the same.
    private static func check(
        _ tensor: VNNLIBTensor, name: String, _ shape: TensorShape
    ) throws(PropertyError) {
        let (mine, model) = (tensor.dimensions.filter { $0 != 1 }, shape.dimensions.filter { $0 != 1 })
        guard tensor.count == shape.count, mine == model || mine.count <= 1 || model.count <= 1 else {
            throw .tensorDimensions(
                tensor.place, name: tensor.name.name, declared: tensor.dimensions, tensor: name, model: shape.dimensions
            )
        }
    }
}
