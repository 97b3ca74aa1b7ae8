#pragma once
/* Nothing to call: see CTrim.c. */
