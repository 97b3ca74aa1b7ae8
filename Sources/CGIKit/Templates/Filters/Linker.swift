/// `urlize`: links for addresses in text.
struct Linker {
    init(_ arguments: Arguments) throws(TemplateError) {}
    func linked(_ html: String) -> String { html }
}
