import Site

Site.serve([
    Route(.home, requiresLogin(home)),
    Route(.edit, [.get, .post], requiresLogin(edit)),
    Route(.password, [.get, .post], requiresLogin(password)),
    Route(.profile, profile),
])
