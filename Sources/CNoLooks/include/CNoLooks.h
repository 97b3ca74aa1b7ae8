#pragma once
/* Nothing to call: see CNoLooks.c. */
