/* Random operations on the memory and the objects of release scripts (CArena.c and CReferences.c), held against a model: each
   piece keeps what was written into it and lies in no other, and an object is destroyed when its last reference goes, and
   only then. Run under sanitizers, which see the rest. Prints nothing and ends with 0, or says what is wrong. */
#include "random.h"

/* The library's, under another name: the sanitizer has one of its own. */
#define posix_memalign arena_posix_memalign
#include "../../Sources/CTrim/CArena.c"

static size_t large;

void *__real_malloc(size_t size) { large++; return malloc(size); }
void *__real_calloc(size_t count, size_t size) { return calloc(count, size); }
void *__real_realloc(void *memory, size_t size) { return realloc(memory, size); }
void __real_free(void *memory) { free(memory); }
size_t __real_malloc_usable_size(void *memory) { (void)memory; return 0; }

/* The objects' memory comes from there, as the linker has it in scripts. */
#define malloc __wrap_malloc
#include "../../Sources/CTrim/CReferences.c"
#undef malloc

static void check(int holds, const char *what) {
    if (holds) return;
    printf("%s\n", what);
    exit(1);
}

/* Mostly small, sometimes beyond what the area gives. */
static size_t any_size(void) {
    static const size_t limits[] = {64, 64, 512, SMALL + 16, LARGEST + 16, 4 * LARGEST};
    return any(limits[any(sizeof limits / sizeof *limits)]);
}

static struct piece { unsigned char *memory, fill; size_t size; } pieces[300];

static void fill(struct piece *piece, unsigned char *memory, size_t size) {
    *piece = (struct piece){memory, (unsigned char)any(256), size};
    memset(memory, piece->fill, size);
}

static void expect_filled(const struct piece *piece, size_t size) {
    for (size_t byte = 0; byte < size; byte++) check(piece->memory[byte] == piece->fill, "a piece was written into");
}

static void resize(struct piece *piece) {
    size_t size = any_size() + 1, kept = size < piece->size ? size : piece->size;
    piece->memory = __wrap_realloc(piece->memory, size);
    expect_filled(piece, kept);
    fill(piece, piece->memory, size);
}

static void take(struct piece *piece) {
    size_t size = any_size();
    void *memory = NULL;
    switch (any(3)) {
    case 0: memory = __wrap_malloc(size); break;
    case 1:
        memory = __wrap_calloc(size / 8 + 1, 8);
        size = (size / 8 + 1) * 8;
        for (size_t byte = 0; byte < size; byte++) check(((char *)memory)[byte] == 0, "calloc: not zero");
        break;
    case 2: {
        size_t alignment = sizeof(void *) << any(14);
        check(arena_posix_memalign(&memory, alignment, size) == 0, "posix_memalign failed");
        check((uintptr_t)memory % alignment == 0, "posix_memalign: not aligned");
    }
    }
    check(memory != NULL && (uintptr_t)memory % UNIT == 0, "no piece, or not aligned");
    if (is_ours(memory)) check(__wrap_malloc_usable_size(memory) >= size, "a piece is too short");
    fill(piece, memory, size);
}

static void use_memory(void) {
    for (int step = 0; step < 60000; step++) {
        struct piece *piece = &pieces[any(sizeof pieces / sizeof *pieces)];
        if (piece->memory == NULL) {
            take(piece);
        } else if (any(4) == 0) {
            resize(piece);
        } else {
            expect_filled(piece, piece->size);
            __wrap_free(piece->memory);
            piece->memory = NULL;
        }
    }
    __wrap_free(NULL);
    check(large > 0, "nothing came from beyond the area");
    void *memory;
    for (size_t alignment = 0; alignment <= 4096; alignment++) {
        int is_good = alignment >= sizeof(void *) && (alignment & (alignment - 1)) == 0;
        memory = NULL;
        check(arena_posix_memalign(&memory, alignment, 24) == (is_good ? 0 : EINVAL), "posix_memalign: another answer");
        __wrap_free(memory);
    }
    /* (Volatile: the compiler may take an allocation that nobody uses for one that succeeds.) */
    void *volatile impossible = __wrap_calloc(SIZE_MAX / 2, 4);
    check(impossible == NULL, "calloc: more than there is");
}

static int destroyed;

__attribute__((swiftcall)) static void destroy(__attribute__((swift_context)) object *self) {
    destroyed++;
    check(!is_counted(self), "an object that is destroyed is counted");
    /* As Swift's own does, whose fields refer back to the object. */
    swift_release(swift_retain(self));
    __wrap_free(self);
}

static const class_metadata class_of_all = {NULL, destroy};

static void use_object(size_t size, size_t alignment_mask) {
    object *object = swift_allocObject(&class_of_all, size, alignment_mask);
    if (alignment_mask != SIZE_MAX) check(((uintptr_t)object & alignment_mask) == 0, "an object is not aligned");
    /* The pointer of a string has marks in the bits that no object's address has. */
    struct object *bridged = (struct object *)((uintptr_t)object | 0x7000000000000007 & any(UINT64_MAX));
    int64_t count = 1;
    destroyed = 0;
    while (count > 0) {
        uint32_t several = (uint32_t)any(count < 30 ? 5 : 2);
        switch (any(count < 30 ? 8 : 12)) {
        case 0: count += swift_retain(object) == object; break;
        case 1: count += several, swift_retain_n(object, several); break;
        case 2: count += 1, swift_bridgeObjectRetain(bridged); break;
        case 3: count += several, swift_bridgeObjectRetain_n(bridged, several); break;
        case 4: if (several > count) break; count -= several, swift_release_n(object, several); break;
        case 5: if (several > count) break; count -= several, swift_bridgeObjectRelease_n(bridged, several); break;
        case 6: count -= 1, swift_bridgeObjectRelease(bridged); break;
        default: count -= 1, swift_release(object);
        }
        check(destroyed == (count == 0), "an object was destroyed too early, or not at all");
    }
}

static void use_objects(void) {
    for (int round = 0; round < 20000; round++) {
        use_object(sizeof(object) + any(300), round % 3 ? 15 : round % 2 ? SIZE_MAX : (16 << any(6)) - 1);
    }
    /* What is not counted: nothing, what lives for ever, and a string without an object. */
    object eternal = {&class_of_all, INT64_MAX}, constant = {&class_of_all, -1};
    destroyed = 0;
    object *others[] = {NULL, &eternal, &constant, (object *)(uintptr_t)0x8000000000000001};
    for (size_t other = 0; other < 4; other++) {
        check(swift_retain(others[other]) == others[other], "retain answers another object");
        swift_release(others[other]);
        swift_release_n(others[other], 2);
    }
    check(destroyed == 0 && eternal.references == INT64_MAX && constant.references == -1, "what lives for ever was counted");
}

int main(void) {
    use_memory();
    use_objects();
    return 0;
}
