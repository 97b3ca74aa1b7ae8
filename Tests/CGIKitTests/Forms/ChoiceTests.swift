import CGIKit
import Testing

private final class SurveyForm: Form {
    let colours = SelectMultipleField(
        "colours", nil, choices: [Choice("r", "Red"), "blue"], widget: .list(labelFirst: false),
        optionWidget: .checkbox)
    let size = SelectField(
        "size", choices: ["?", Choice(1, "Small", group: "EU"), Choice(2, "Big", group: "EU"), Choice(3, group: "US")],
        coercion: .integer)
    let send = ButtonField("send", "Send & go", default: "now")

    override var fields: [Field] { [colours, size, send] }
}

@Suite struct ChoiceTests {
    @Test func aMultipleChoiceCanBeAListOfBoxes() throws {
        let form = SurveyForm(FormData([("colours", "blue")]))
        #expect(
            try form.colours.tag()
                == #"<ul id="colours"><li><input id="colours-0" name="colours" type="checkbox" value="r"> "#
                + #"<label for="colours-0">Red</label></li><li><input checked id="colours-1" name="colours" "#
                + #"type="checkbox" value="blue"> <label for="colours-1">blue</label></li></ul>"#)
        #expect(form.colours.data == ["blue"])
    }

    @Test func groupsAreShownAroundTheirChoices() throws {
        let form = SurveyForm(FormData([("size", " 2 ")]))
        #expect(
            try form.size.tag()
                == #"<select id="size" name="size"><option value="?">?</option><optgroup label="EU">"#
                + #"<option value="1">Small</option><option selected value="2">Big</option></optgroup>"#
                + #"<optgroup label="US"><option value="3">3</option></optgroup></select>"#)
        #expect(form.size.value == 2)
    }

    @Test(arguments: [
        ("size", "4", "Not a valid choice."), ("size", "x", "Invalid Choice: could not coerce."),
        ("colours", "green", "'green' is not a valid choice for this field."),
    ])
    func refusesWhatIsNotOffered(name: String, value: String, message: String) {
        let form = SurveyForm(FormData([("size", "1")].filter { $0.0 != name } + [(name, value)]))
        #expect(!form.validate())
        #expect(form.errors.map { $0.messages } == [[message]])
    }

    @Test func choicesMayBeSetLater() {
        let form = SurveyForm(FormData([("size", "9")]))
        form.size.choices = [Choice(9)]
        #expect(form.validate())
    }

    @Test func optionsAreFieldsOfTheirOwn() throws {
        let option = try #require(SurveyForm(FormData([("size", "1")])).size.subfields?[1])
        #expect(try option.tag(["class_": "o"]) == #"<option class="o" selected value="1">Small</option>"#)
    }

    @Test func aButtonHasDataOnlyWhenUsed() throws {
        let form = SurveyForm()
        #expect(form.send.data == nil)
        #expect(
            try form.send.tag(["class": "b"])
                == #"<button class="b" id="send" name="send" type="submit" value="now">Send &amp; go</button>"#)
        #expect(
            try form.send.call(Arguments(keyword: [("label", .markup(Markup(html: "<b>!</b>")))])).html?
                .hasSuffix("<b>!</b></button>") == true)
        #expect(SurveyForm(FormData([("send", "now")])).send.data == "now")
    }
}
