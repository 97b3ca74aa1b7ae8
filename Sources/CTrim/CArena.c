/* The memory of release scripts. A page asks for some thousands of pieces, and in a process that has just started glibc's
   malloc takes its slow path for each: these come from one area, and wait in a list for each size once they are freed.
   What is very large, or comes when the area is used up, is glibc's.

   The linker turns all calls of malloc, calloc, realloc, free and malloc_usable_size into calls of what is here
   (--wrap=malloc and so on), those of C libraries too; Embedded Swift's runtime asks through posix_memalign. Scripts have
   one thread. */
#ifdef CTRIM

#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    UNIT = 16,
    /* Pieces up to SMALL have a list for each size, larger ones for each multiple of SMALL. */
    SMALL = 8 << 10,
    LARGEST = 64 << 10,
    AREA = 1 << 20,
    PAGE = 4 << 10,
    STEP = 24 << 10,
};

/* What stands before a piece: the units it takes, this included, so that pieces are aligned to units. */
typedef size_t header;

/* Side by side, and at first all zero: pages of memory less that a fresh process has to get. What is populated is counted
   from the start, what is used from the area's. */
static _Alignas(PAGE) struct {
    size_t populated, used;
    void *freed[SMALL / UNIT + LARGEST / SMALL + 2];
    _Alignas(UNIT) char area[AREA];
} arena;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);
size_t __real_malloc_usable_size(void *memory);

static inline int is_ours(void *memory) { return (uintptr_t)memory - (uintptr_t)arena.area < AREA; }

static inline size_t units_of(void *memory) { return ((header *)memory)[-1]; }

static inline size_t size_of(void *memory) { return units_of(memory) * UNIT - sizeof(header); }

/* Gets the next pages from the system at once: to meet a page fault for each takes longer. Not for what may never be
   filled, such as room for a long page.

   - end: up to where they are needed, from the start.
   - Returns: whether the area goes that far. */
static __attribute__((noinline)) int populate(size_t end) {
    size_t start = arena.populated, step = STEP;
    if (end > sizeof arena) return 0;
    if (end - start > step) {
        size_t whole = (end + PAGE - 1) & -(size_t)PAGE;
        arena.populated = whole < sizeof arena ? whole : sizeof arena;
        return 1;
    }
    if (step > sizeof arena - start) step = sizeof arena - start;
#ifdef MADV_POPULATE_WRITE
    /* An older kernel refuses, and there they are met. */
    int error = errno;
    madvise((char *)&arena + start, step, MADV_POPULATE_WRITE);
    errno = error;
#endif
    arena.populated = start + step;
    return 1;
}

/* The list of free pieces of a size. */
static inline void **freed_of(size_t units) {
    size_t small = SMALL / UNIT;
    return &arena.freed[units <= small ? units : small + units / small];
}

/* A fresh piece, which must be populated. */
static inline void *carve(size_t units) {
    void *memory = arena.area + UNIT + arena.used;
    ((header *)memory)[-1] = units;
    arena.used += units * UNIT;
    return memory;
}

/* Where a fresh piece would end, from the start. */
static inline size_t end_of(size_t units) { return arena.area - (char *)&arena + UNIT + arena.used + units * UNIT; }

/* What nearly all pieces come from; NULL: not this one. */
static inline void *take_quickly(size_t size) {
    if (size > SMALL - sizeof(header)) return NULL;
    size_t units = (size + sizeof(header) + UNIT - 1) / UNIT;
    void *memory = arena.freed[units];
    if (memory) {
        arena.freed[units] = *(void **)memory;
        return memory;
    }
    return end_of(units) <= arena.populated ? carve(units) : NULL;
}

static __attribute__((noinline)) void *take_slowly(size_t size) {
    if (size > LARGEST) return __real_malloc(size);
    size_t units = (size + sizeof(header) + UNIT - 1) / UNIT, small = SMALL / UNIT;
    if (units > small) units = (units + small - 1) / small * small;
    void **freed = freed_of(units), *memory = *freed;
    if (memory) {
        *freed = *(void **)memory;
        return memory;
    }
    if (end_of(units) > arena.populated && !populate(end_of(units))) return __real_malloc(size);
    return carve(units);
}

static inline void give_back(void *memory) {
    void **freed = freed_of(units_of(memory));
    *(void **)memory = *freed;
    *freed = memory;
}

void *__wrap_malloc(size_t size) {
    void *memory = take_quickly(size);
    return __builtin_expect(memory != NULL, 1) ? memory : take_slowly(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    size_t whole;
    if (__builtin_mul_overflow(count, size, &whole) || whole > LARGEST) return __real_calloc(count, size);
    void *memory = __wrap_malloc(whole);
    return memory ? memset(memory, 0, whole) : NULL;
}

void *__wrap_realloc(void *memory, size_t size) {
    if (memory == NULL) return __wrap_malloc(size);
    if (!is_ours(memory)) return __real_realloc(memory, size);
    if (size == 0) {
        give_back(memory);
        return NULL;
    }
    size_t before = size_of(memory);
    if (size <= before) return memory;
    void *larger = __wrap_malloc(size);
    if (larger == NULL) return NULL;
    memcpy(larger, memory, before);
    give_back(memory);
    return larger;
}

void __wrap_free(void *memory) {
    if (is_ours(memory)) {
        give_back(memory);
    } else {
        __real_free(memory);
    }
}

size_t __wrap_malloc_usable_size(void *memory) {
    return is_ours(memory) ? size_of(memory) : __real_malloc_usable_size(memory);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || alignment & (alignment - 1)) return EINVAL;
    /* (C's aligned_alloc takes only sizes that are multiples of the alignment.) */
    void *result = alignment <= UNIT ? __wrap_malloc(size) : memalign(alignment, size);
    if (result == NULL) return ENOMEM;
    *memory = result;
    return 0;
}

#endif
