import CGIKit
import HTTPTypes
import Site

Site.serve([
    Route(.home, [.get], requiresLogin(home)),
    Route(.edit, [.get, .post], requiresLogin(edit)),
    Route(.password, [.get, .post], requiresLogin(password)),
    Route(.profile, [.get], profile),
])
