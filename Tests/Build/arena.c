/* Takes all of the memory that CArena.c has, in pieces of every kind, and looks at each: aligned, inside the area, and nobody
   else's. Prints nothing and ends with 0, or says what is wrong. */
#include "../../Sources/CTrim/CArena.c"

#include <stdio.h>

void *__real_malloc(size_t size) { (void)size; return NULL; }
void *__real_calloc(size_t count, size_t size) { (void)count; (void)size; return NULL; }
void *__real_realloc(void *memory, size_t size) { (void)memory; (void)size; return NULL; }
void __real_free(void *memory) { (void)memory; abort(); }
size_t __real_malloc_usable_size(void *memory) { (void)memory; return 0; }

enum { MOST = AREA / UNIT };

static struct { unsigned char *memory; size_t size; } pieces[MOST];

static void check(int holds, const char *what, size_t first, size_t large) {
    if (holds) return;
    printf("%s, after a piece of %zu and pieces of %zu\n", what, first, large);
    exit(1);
}

/* 24 KB and a piece of one size, so that what follows ends anywhere; then as many as there are of another, then small ones
   until there is none. */
static void use_up(size_t first, size_t large) {
    memset(&arena, 0, sizeof arena);
    size_t count = 0, sizes[] = {3 * SMALL - sizeof(header), first, large, 40, 8};
    for (size_t kind = 0; kind < 5; kind++) {
        do {
            unsigned char *memory = __wrap_malloc(sizes[kind]);
            if (memory == NULL) break;
            size_t usable = __wrap_malloc_usable_size(memory);
            check((uintptr_t)memory % UNIT == 0, "not aligned", first, large);
            check(usable >= sizes[kind], "too short", first, large);
            check(memory >= (unsigned char *)arena.area && memory + usable <= (unsigned char *)(&arena + 1), "outside", first, large);
            memset(memory, (int)(count % 251), usable);
            pieces[count].memory = memory;
            pieces[count++].size = usable;
        } while (kind > 1);
    }
    for (size_t piece = 0; piece < count; piece++) {
        for (size_t byte = 0; byte < pieces[piece].size; byte += 8) {
            check(pieces[piece].memory[byte] == piece % 251, "somebody else's", first, large);
        }
    }
    for (size_t piece = 0; piece < count; piece++) __wrap_free(pieces[piece].memory);
    /* What was given back is given out again. */
    check(__wrap_malloc(large) != NULL, "lost", first, large);
    check(__wrap_malloc(first) != NULL, "lost", first, large);
}

int main(void) {
    for (size_t first = 8; first <= 8 << 10; first += UNIT) {
        use_up(first, 24600);
        use_up(first, 60000);
    }
    use_up(SMALL - sizeof(header), SMALL);
    use_up(LARGEST, LARGEST);
    check(__wrap_malloc(LARGEST + 1) == NULL, "beyond the largest", 0, 0);
    return 0;
}
