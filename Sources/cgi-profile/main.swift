import CGIKit
import HTTPTypes
import Site

Site.serve([
    Route(.home, [.get], requiresLogin(home)),
    Route(.edit, [.get, .post], requiresLogin(keeping: editForm, edit)),
    Route(.password, [.get, .post], requiresLogin(keeping: passwordForm, password)),
    Route(.profile, [.get], profile),
])
