/// The bytes that statements begin with in a cached tree.
enum StatementKind: UInt8 {
    case text, output, `if`, group, `do`, loopControl, autoescape, filter, set, setBlock, with, block, extends, include
    case `import`, fromImport, debug, `for`, macro, callBlock
}

/// The bytes that expressions begin with; 0 stands where there is none.
enum ExpressionKind: UInt8 {
    case constant = 1
    case name, list, tuple, dict, conditional, attribute, item, slice, call, filter, test, unknown, logic, not, sign
    case arithmetic, concatenation, comparison
}

/// The bytes that constants begin with.
enum ConstantKind: UInt8 { case none, `false`, `true`, int, big, double, string }

/// The bytes that a name's ``NameAccess`` begins with.
enum AccessKind: UInt8 { case context, variable, blocks, parentBlock }

/// The bytes that the target of an assignment begins with.
enum TargetKind: UInt8 { case variable, attribute, tuple }
