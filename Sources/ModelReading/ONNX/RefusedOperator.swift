/// Operators that are known, and refused by name: what keeps them out, and what to do about it.
enum RefusedOperator: String, CaseIterable {
    case dequantizeLinear = "DequantizeLinear"
    case dynamicQuantizeLinear = "DynamicQuantizeLinear"
    case matMulInteger = "MatMulInteger"
    case convInteger = "ConvInteger"
    case qLinearConv = "QLinearConv"
    case qLinearMatMul = "QLinearMatMul"
    case quantizeLinear = "QuantizeLinear"
    case celu = "Celu"
    case elu = "Elu"
    case erf = "Erf"
    case exp = "Exp"
    case gelu = "Gelu"
    case hardSwish = "HardSwish"
    case mish = "Mish"
    case selu = "Selu"
    case sigmoid = "Sigmoid"
    case softplus = "Softplus"
    case softsign = "Softsign"
    case sqrt = "Sqrt"
    case tanh = "Tanh"
    case gru = "GRU"
    case ifNode = "If"
    case loop = "Loop"
    case lstm = "LSTM"
    case rnn = "RNN"
    case scan = "Scan"

    private enum Kind {
        case rounding, curved, control
    }

    private var kind: Kind {
        switch self {
        case .dequantizeLinear, .dynamicQuantizeLinear, .matMulInteger, .convInteger, .qLinearConv, .qLinearMatMul,
            .quantizeLinear:
            .rounding
        case .celu, .elu, .erf, .exp, .gelu, .hardSwish, .mish, .selu, .sigmoid, .softplus, .softsign, .sqrt, .tanh:
            .curved
        case .gru, .ifNode, .loop, .lstm, .rnn, .scan: .control
        }
    }

    var reason: String {
        switch kind {
        case .rounding: "rounds to integers, which is not continuous"
        case .curved: "is not piecewise linear"
        case .control: "repeats or chooses a part of the graph"
        }
    }

    var remedy: String {
        switch kind {
        case .rounding: "export the model before it is quantised"
        case .curved: "use a piecewise-linear activation, such as Relu, LeakyRelu, Clip or HardSigmoid"
        case .control: "export the model unrolled"
        }
    }
}
