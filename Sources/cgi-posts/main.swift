import CGIKit
import Site

// Of two patterns that fit an address the first counts.
Site.serve([
    Route(.index, index),
    Route(.posts, index),
    Route(.newPost, keeping: newForm, newPost),
    Route(.drafts, drafts),
    Route(.searchPosts, search),
    Route(.feed, feed),
    Route(.feedBy, feedBy),
    Route(.feedTagged, feedTagged),
    Route(.postsBy, postsBy),
    Route(.postsTagged, postsTagged),
    Route(.editPost, keeping: editForm, editPost),
    Route(.publishPost, publishDraft),
    Route(.deletePost, keeping: deleteForm, deletePost),
    Route(.revisions, revisions),
    Route(.sitemap, sitemap),
    Route(.robots, robots),
    Route(.post, show),
])
