import CGIKit
import Testing

private final class AddressForm: Form {
    let street = StringField("street", "Street", [.dataRequired()])
    let secret = HiddenField("secret", default: "h")
    let city = StringField("city")

    override var fields: [Field] { [street, secret, city] }
}

private final class OrderForm: Form {
    let address = FormField("address") { AddressForm(prefix: $0) }
    let emails = FieldList("emails", nil, [.length(max: 2)], minEntries: 1, maxEntries: 3) {
        EmailField($0, "E", [.dataRequired(), .email()])
    }
    let people = FieldList("people") { FormField($0) { AddressForm(prefix: $0) } }

    override var fields: [Field] { [address, emails, people] }
}

@Suite struct NestedFieldTests {
    private let sent = FormData([
        ("address-street", ""), ("emails-7", "x"), ("emails-2", "a@b.org"), ("emails-x", "no number"),
        ("people-3-street", "s"), ("people-3-secret", "\""),
    ])

    @Test func checksEnclosedFields() {
        let form = OrderForm(sent)
        #expect(!form.validate())
        #expect(form.errors.map { $0.name } == ["address", "emails"])
        #expect(form.address.form.street.errors == ["This field is required."])
        #expect(form.emails.entries.map { $0.errors } == [[], ["Invalid email address."]])
    }

    @Test func numbersEntriesAnewInTheOrderOfTheirNumbers() {
        let form = OrderForm(sent)
        #expect(form.emails.entries.map { $0.data } == ["a@b.org", "x"])
        #expect(form.emails.entries.map { $0.name } == ["emails-0", "emails-1"])
        #expect(form.people.entries[0].form.street.name == "people-0-street")
        #expect(form.people.entries[0].form.street.data == "s")
    }

    @Test func takesNoMoreThanTheMaximumAndMakesTheMinimum() {
        let many = FormData((0..<9).map { (name: "emails-\($0)", value: "\($0)") })
        #expect(OrderForm(many).emails.entries.map { $0.data } == ["0", "1", "2"])
        #expect(OrderForm().emails.entries.count == 1)
    }

    @Test func aListHasValidatorsOfItsOwn() {
        let form = OrderForm(FormData((0..<3).map { (name: "emails-\($0)", value: "a@b.org") }))
        #expect(!form.emails.validate(in: form))
        #expect(form.emails.errors == ["Field cannot be longer than 2 characters."])
    }

    @Test func beginsWithDefaults() throws {
        let form = OrderForm(defaults: ["address": .dict([("street", "S")]), "emails": ["a", "b"]])
        #expect(form.address.form.street.data == "S")
        #expect(
            try form.emails.tag()
                == #"<ul id="emails"><li><label for="emails-0">E</label> <input id="emails-0" name="emails-0" "#
                + #"required type="email" value="a"></li><li><label for="emails-1">E</label> <input id="emails-1" "#
                + #"name="emails-1" required type="email" value="b"></li></ul>"#)
    }

    @Test func anEnclosedFormIsATableWithHiddenFieldsInTheNextRow() throws {
        let row = #"<tr><th><label for="people-0-"#
        #expect(
            try OrderForm(sent).people.entries[0].tag()
                == #"<table id="people-0">"# + row
                + #"street">Street</label></th><td><input id="people-0-street" name="people-0-street" required "#
                + #"type="text" value="s"></td></tr>"# + row
                + #"city">City</label></th><td><input id="people-0-secret" name="people-0-secret" type="hidden" "#
                + #"value="&#34;"><input id="people-0-city" name="people-0-city" type="text" value=""></td></tr></table>"#
        )
    }
}
