from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, StringField
from wtforms.validators import DataRequired, Email, EqualTo


class SignIn(FlaskForm):
    email = EmailField("Email address", [DataRequired(), Email()])
    password = PasswordField("Password", [DataRequired()])


class Join(FlaskForm):
    name = StringField("Name", [DataRequired()])
    email = EmailField("Email address", [DataRequired(), Email()])
    password = PasswordField("Password", [DataRequired()])
    confirm = PasswordField("Repeat Password", [DataRequired(), EqualTo("password", "Passwords must match")])
    accept_tos = BooleanField("I accept the TOS", [DataRequired()])


class NoFields(FlaskForm):
    """A button with a token."""
