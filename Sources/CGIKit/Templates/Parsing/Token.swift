/// A piece of a template: text, or a word of the language.
struct Token {
    enum Kind: UInt8 {
        case data, variableBegin, variableEnd, blockBegin, blockEnd, end
        case name, integer, float, string
        case add, subtract, multiply, divide, floorDivide, modulo, power, tilde, pipe, dot, comma, colon, assign
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, semicolon
    }

    let kind: Kind
    // Small, for the sake of speed: a template has 16 MB at most.
    private let startOffset: UInt32
    private let endOffset: UInt32

    init(kind: Kind, start: Int, end: Int) {
        self.kind = kind
        startOffset = UInt32(start)
        endOffset = UInt32(end)
    }

    /// Offsets in the source.
    var start: Int { Int(startOffset) }
    var end: Int { Int(endOffset) }
}

extension Token.Kind {
    /// What Jinja's messages call it.
    var description: String {
        switch self {
        case .data: "template data / text"
        case .variableBegin: "begin of print statement"
        case .variableEnd: "end of print statement"
        case .blockBegin: "begin of statement block"
        case .blockEnd: "end of statement block"
        case .end: "end of template"
        case .name: "name"
        case .integer: "integer"
        case .float: "float"
        case .string: "string"
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .floorDivide: "//"
        case .modulo: "%"
        case .power: "**"
        case .tilde: "~"
        case .pipe: "|"
        case .dot: "."
        case .comma: ","
        case .colon: ":"
        case .assign: "="
        case .leftParenthesis: "("
        case .rightParenthesis: ")"
        case .leftBracket: "["
        case .rightBracket: "]"
        case .leftBrace: "{"
        case .rightBrace: "}"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .semicolon: ";"
        }
    }
}
