import CGIKit
import HTTPTypes
import Site

// Of two patterns that fit an address the first counts.
Site.serve([
    Route(.index, [.get], index),
    Route(.posts, [.get], index),
    Route(.newPost, [.get, .post], requiresLogin(keeping: newForm, newPost)),
    Route(.drafts, [.get], requiresLogin(drafts)),
    Route(.searchPosts, [.get], search),
    Route(.feed, [.get], feed),
    Route(.feedBy, [.get], feedBy),
    Route(.feedTagged, [.get], feedTagged),
    Route(.postsBy, [.get], postsBy),
    Route(.postsTagged, [.get], postsTagged),
    Route(.editPost, [.get, .post], requiresLogin(keeping: editForm, editPost)),
    Route(.publishPost, [.get, .post], requiresLogin(publishDraft)),
    Route(.deletePost, [.get, .post], requiresLogin(keeping: deleteForm, deletePost)),
    Route(.revisions, [.get], requiresLogin(revisions)),
    Route(.sitemap, [.get], sitemap),
    Route(.robots, [.get], robots),
    Route(.post, [.get], show),
])
