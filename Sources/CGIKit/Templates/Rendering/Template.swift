/// A parsed template.
final class Template {
    let source: TemplateSource
    let function: FunctionLayout
    let entries: ScopeEntries
    let body: [TemplateStatement]
    let blocks: [Block]
    /// Whether its output is escaped where it does not say otherwise.
    var autoescape = false

    init(
        _ source: TemplateSource, _ function: FunctionLayout, _ entries: ScopeEntries, _ body: [TemplateStatement],
        _ blocks: [Block]
    ) {
        self.source = source
        self.function = function
        self.entries = entries
        self.body = body
        self.blocks = blocks
    }
}

/// A template, and the stamp of its file when it was read; nil: it is built in.
typealias LoadedTemplate = (template: Template, stamp: FileStamp?)
