extension Form {
    /// Stops the program if a name is listed twice or, in an ordinary debug build, a property that is a field is not
    /// listed at all. (Embedded Swift has no reflection; there a field that is not listed stops the program when it is used.)
    final func requireEveryFieldListed() {
        #if DEBUG && !$Embedded
        for (index, field) in allFields.enumerated() {
            precondition(
                !allFields[..<index].contains { sameBytes($0.shortName, field.shortName) },
                "two fields are called \(field.shortName)")
        }
        var mirror: Mirror? = Mirror(reflecting: self)
        while let current = mirror {
            for case let field as Field in current.children.map({ $0.value }) {
                precondition(
                    allFields.contains { $0 === field },
                    "\(type(of: self)) does not list its field \(field.shortName) in `fields`")
            }
            mirror = current.superclassMirror
        }
        #endif
    }
}
