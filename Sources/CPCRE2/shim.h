#pragma once
/* The functions for UTF-8; the header wants to know which before it is read. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
