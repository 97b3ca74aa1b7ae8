/* The reference counts of release scripts, without the atomic instructions that take most of the time of counting: scripts
   have one thread. Embedded Swift's runtime defines the same functions weakly (EmbeddedRuntime.swift in Swift's standard
   library); these stand in their place. */
#ifdef CTRIM

#include <stdint.h>

typedef struct object object;

/* The object is passed in the register of Swift's self. */
typedef void destructor(__attribute__((swift_context)) object *self) __attribute__((swiftcall));

struct object {
    const struct {
        const void *superclass;
        destructor *destroy;
    } *metadata;
    /* The lower 63 bits. All of them are set in an object that lives for ever, or is being destroyed; the highest bit is set
       where the memory is not the heap's. */
    int64_t references;
};

/* There is none at NULL, nor in a value that only looks like an object. */
static inline int is_counted(const object *object) {
    return (intptr_t)object > 0 && (object->references & INT64_MAX) != INT64_MAX;
}

static inline object *retain(object *object, uint32_t count) {
    if (is_counted(object)) object->references += count;
    return object;
}

static inline void release(object *object, uint32_t count) {
    if (!is_counted(object)) return;
    if (__builtin_sub_overflow(object->references, count, &object->references)) __builtin_trap();
    if (object->references & INT64_MAX) return;
    object->references |= INT64_MAX;
    object->metadata->destroy(object);
}

object *swift_retain(object *object) { return retain(object, 1); }
object *swift_retain_n(object *object, uint32_t count) { return retain(object, count); }
void swift_release(object *object) { release(object, 1); }
void swift_release_n(object *object, uint32_t count) { release(object, count); }

#endif
