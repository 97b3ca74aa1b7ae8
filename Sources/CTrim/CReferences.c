/* The objects of release scripts: their memory, and their reference counts without the atomic instructions that take most
   of the time of counting, since scripts have one thread. Embedded Swift's runtime defines the same functions weakly
   (EmbeddedRuntime.swift in Swift's standard library); these stand in their place. */
#ifdef CTRIM

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct object object;

/* The object is passed in the register of Swift's self. */
typedef void destructor(__attribute__((swift_context)) object *self) __attribute__((swiftcall));

typedef struct {
    const void *superclass;
    destructor *destroy;
} class_metadata;

struct object {
    const class_metadata *metadata;
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

object *swift_allocObject(const class_metadata *metadata, size_t size, size_t alignmentMask) {
    /* All bits: nothing is asked for. */
    object *object = alignmentMask < 16 || alignmentMask == SIZE_MAX ? malloc(size) : memalign(alignmentMask + 1, size);
    if (object == NULL) __builtin_trap();
    object->metadata = metadata;
    object->references = 1;
    return object;
}

object *swift_retain(object *object) { return retain(object, 1); }
object *swift_retain_n(object *object, uint32_t count) { return retain(object, count); }
void swift_release(object *object) { release(object, 1); }
void swift_release_n(object *object, uint32_t count) { release(object, count); }

/* A string's: some bits of the pointer say what kind of string it is, the highest that there is no object. */
static inline object *untagged(object *bridged) { return (object *)((uintptr_t)bridged & 0x8ffffffffffffff8); }

object *swift_bridgeObjectRetain(object *object) { return retain(untagged(object), 1); }
object *swift_bridgeObjectRetain_n(object *object, uint32_t count) { return retain(untagged(object), count); }
void swift_bridgeObjectRelease(object *object) { release(untagged(object), 1); }
void swift_bridgeObjectRelease_n(object *object, uint32_t count) { release(untagged(object), count); }

#endif
