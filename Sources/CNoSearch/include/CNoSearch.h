#pragma once
/* Nothing to call: see CNoSearch.c. */
