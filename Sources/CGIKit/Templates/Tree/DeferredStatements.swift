/// Statements that a condition or a call decides about. Those of a kept tree are read when they first run, since a page runs few
/// of the branches and macros that its templates have.
final class DeferredStatements {
    private var known: [TemplateStatement]
    private var unread: UnreadStatements?

    init(_ statements: [TemplateStatement]) { known = statements }

    init(_ unread: UnreadStatements) {
        known = []
        self.unread = unread
    }

    /// All of them. Trees that are written have been parsed in this process.
    var parsed: [TemplateStatement] {
        precondition(unread == nil, "a kept tree is not written again")
        return known
    }

    @inline(__always)
    func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        if let unread { try read(unread, frame) }
        return try known.execute(frame)
    }

    private func read(_ unread: UnreadStatements, _ frame: Frame) throws(TemplateError) {
        do throws(CorruptTree) {
            known = try TreeReader.statements(unread, of: frame.template)
        } catch {
            throw TemplateError(
                .runtime, "the kept tree of this template is damaged; delete the folder of kept templates")
        }
        self.unread = nil
    }
}
