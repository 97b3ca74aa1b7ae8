import CGIKit
import Site

Site.serve([
    Route(.home, home),
    Route(.edit, keeping: editForm, edit),
    Route(.password, ifRepeated: repeatedPassword, keeping: passwordForm, changePassword),
    Route(.changePassword) { (page) throws(Failure) in page.redirect(to: page.url(.password)) },
    Route(.sessions, ifRepeated: repeatedSignOut, signOutEverywhere),
    Route(.changeEmail, keeping: changeEmailForm, changeEmail),
    Route(.mailConfirmation, mailConfirmation),
    Route(.confirmEmail, confirmEmail),
    Route(.confirmChange, confirmChange),
    Route(.revertEmail, revertEmail),
    Route(.notices, keeping: noticesForm, notices),
    Route(.stopNotices, stopNotices),
    Route(.threadNotices, keeping: threadForm, threadNotices),
    Route(.profile, profile),
])
