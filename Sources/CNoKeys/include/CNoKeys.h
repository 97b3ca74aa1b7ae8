#pragma once
/* Nothing to call: see CNoKeys.c. */
