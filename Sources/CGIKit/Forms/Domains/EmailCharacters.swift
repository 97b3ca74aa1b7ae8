/// Refuses characters that are not seen, or that change how their neighbours are seen.
func checkSafety(_ text: String) throws(EmailSyntaxError) {
    var unsafe: [Unicode.Scalar] = []
    for (index, scalar) in text.unicodeScalars.enumerated() where !isSafe(scalar, isFirst: index == 0) {
        unsafe.append(scalar)
    }
    if !unsafe.isEmpty {
        throw EmailSyntaxError("The email address contains unsafe characters: " + listed(unsafe) + ".")
    }
}

private func isSafe(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    switch scalar.properties.generalCategory {
    // A mark at the start would combine with what stands before it.
    case .nonspacingMark, .spacingMark, .enclosingMark: !isFirst
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: false
    case .control, .format, .surrogate, .privateUse, .unassigned: false
    default: true
    }
}

/// Refuses parts between dots that are empty and, in a host name, hyphens at their ends.
///
/// - Parameters: Sentences around the name of the character at the start and at the end.
func checkDots(
    _ parts: [[Unicode.Scalar]], isHostname: Bool, start: String, afterStart: String = ".", end: String,
    afterEnd: String
) throws(EmailSyntaxError) {
    guard let first = parts.first, let last = parts.last else { return }
    if last.isEmpty { throw EmailSyntaxError(end + "period" + afterEnd) }
    if first.isEmpty { throw EmailSyntaxError(start + "period" + afterStart) }
    if parts.contains(where: { $0.isEmpty }) {
        throw EmailSyntaxError("An email address cannot have two periods in a row.")
    }
    guard isHostname else { return }
    if last.last == "-" { throw EmailSyntaxError(end + "hyphen" + afterEnd) }
    if first.first == "-" { throw EmailSyntaxError(start + "hyphen" + afterStart) }
    if parts.contains(where: { $0.first == "-" || $0.last == "-" }) {
        throw EmailSyntaxError("An email address cannot have a period and a hyphen next to each other.")
    }
}

/// Characters for a message, each once and in order: as Python's `repr`, or by number if they cannot be seen.
func listed(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var names: [String] = []
    for scalar in scalars {
        let name = shown(scalar)
        if !names.contains(where: { sameBytes($0, name) }) { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return joined(names, separator: ", ")
}

private func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\\": return "\"\\\""
    case "'": return "\"'\""
    case " ": return "SPACE"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator,
        .nonspacingMark, .spacingMark, .enclosingMark:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
    default: return "'" + String(Character(scalar)) + "'"
    }
}
