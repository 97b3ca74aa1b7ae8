/* Keeps the tables by which names and addresses are compared out of release scripts that look nobody up by them. */
#ifdef CTRIM

#include "CTables.h"

const struct ctables_mappings unicode_folding = { 0 };

#endif
