import CGIKit
import HTTPTypes
import Site

Site.serve([
    Route(.home, [.get], requiresLogin(home)),
    Route(.edit, [.get, .post], requiresLogin(keeping: editForm, edit)),
    Route(.password, [.get, .post], password),
    Route(.changePassword, [.get]) { (page) throws(Failure) in page.redirect(to: page.url(.password)) },
    Route(.sessions, [.get, .post], signOutEverywhere),
    Route(.changeEmail, [.get, .post], requiresLogin(keeping: changeEmailForm, changeEmail)),
    Route(.mailConfirmation, [.get, .post], requiresLogin(mailConfirmation)),
    Route(.confirmEmail, [.get, .post], confirmEmail),
    Route(.confirmChange, [.get, .post], confirmChange),
    Route(.revertEmail, [.get, .post], revertEmail),
    Route(.notices, [.get, .post], requiresLogin(keeping: noticesForm, notices)),
    Route(.stopNotices, [.get, .post], stopNotices),
    Route(.threadNotices, [.get, .post], requiresLogin(keeping: threadForm, threadNotices)),
    Route(.profile, [.get], profile),
])
