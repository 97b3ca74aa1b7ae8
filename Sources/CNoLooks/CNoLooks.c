/* Keeps the tables by which names are found that look alike out of release scripts that give nobody a name. */
#ifdef CTRIM

#include "CTables.h"

const struct ctables_mappings unicode_compatibility = { 0 };
const struct ctables_mappings unicode_confusables = { 0 };

#endif
