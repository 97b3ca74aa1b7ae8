#pragma once
#include <cmark.h>
#include <string.h>

/* A macro that computes, which Swift does not import. */
enum { ccmark_version = CMARK_VERSION };
