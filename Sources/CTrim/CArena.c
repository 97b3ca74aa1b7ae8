/* The memory of Swift's objects in release scripts. A page makes some two thousand small ones, and in a process that has
   just started glibc's malloc takes its slow path for each: these come from one piece, and wait in a list for each size
   once they are freed. What is large, or comes when the piece is used up, is malloc's; so is all memory of C libraries.

   Embedded Swift's runtime asks through posix_memalign and gives back through free, which the linker turns into
   __wrap_free (--wrap=free). Scripts have one thread. */
#ifdef CTRIM

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    UNIT = 16,
    LARGEST = 512,
    ARENA = 512 << 10,
};

/* What stands before an object: the units it takes, itself included, so that objects are aligned to units. */
typedef size_t header;

static _Alignas(UNIT) char arena[ARENA];
static char *unused = arena + UNIT;
static void *freed[LARGEST / UNIT + 2];

void __real_free(void *memory);

int posix_memalign(void **memory, size_t alignment, size_t size) {
    size_t units = (size + sizeof(header) + UNIT - 1) / UNIT;
    if (alignment <= UNIT && size <= LARGEST) {
        void *object = freed[units];
        if (object) {
            freed[units] = *(void **)object;
            *memory = object;
            return 0;
        }
        if (units * UNIT <= (size_t)(arena + ARENA - unused)) {
            ((header *)unused)[-1] = units;
            *memory = unused;
            unused += units * UNIT;
            return 0;
        }
    }
    void *object = alignment <= _Alignof(max_align_t) ? malloc(size) : aligned_alloc(alignment, size);
    if (object == NULL) return ENOMEM;
    *memory = object;
    return 0;
}

void __wrap_free(void *memory) {
    if ((uintptr_t)memory - (uintptr_t)arena >= ARENA) {
        __real_free(memory);
        return;
    }
    size_t units = ((header *)memory)[-1];
    *(void **)memory = freed[units];
    freed[units] = memory;
}

#endif
