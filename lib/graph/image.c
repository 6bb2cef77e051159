/*
 * Columns from the store, for a graph file: numbers in the place of pointers, so that they mean the same in another process.
 * Small ones are built, big ones (relations, lists, origins) borrowed from the graph as they lie, which is why they open again
 * without a copy. O(actors + texts + extras).
 *
 * Nothing is written here and the graph is not changed; it must outlive the image. image_adopt.c reads the same columns back.
 */
#include "image.h"

#include <stdlib.h>
#include <string.h>

size_t ent__column_size(ent__column_name column) {
    static const uint8_t sizes[] = {
#define SIZE(number, name, size, what) size,
        ENT__COLUMN_MAP(SIZE)
#undef SIZE
    };
    return sizes[column];
}

void ent__image_free(ent__image *image) {
    for (int column = 0; column < ENT__COLUMN_COUNT; column++) {
        if (image->columns[column].is_owned) {
            free(image->columns[column].items);
        }
    }
    ent__mapping_free(&image->mapping);
    *image = (ent__image){0};
}

/* Makes room for a built column; NULL on no memory. */
static void *build(ent__image *image, ent__column_name column, size_t count) {
    ent__column *built = &image->columns[column];
    *built = (ent__column){ent__calloc(count, ent__column_size(column)), count, true};
    return built->items;
}

static void borrow(ent__image *image, ent__column_name column, void *items, size_t count) {
    image->columns[column] = (ent__column){items, count, false};
}

/* Texts in the order of their numbers, each with its NUL: numbering them again gives the same numbers. */
static bool build_strings(ent__image *image, ent__column_name column, const ent__strings *strings) {
    size_t length = 0;
    for (size_t i = 0; i < strings->count; i++) {
        length += strlen(strings->texts[i]) + 1;
    }
    char *bytes = build(image, column, length);
    for (size_t i = 0; bytes && i < strings->count; i++) {
        size_t size = strlen(strings->texts[i]) + 1;
        memcpy(bytes, strings->texts[i], size);
        bytes += size;
    }
    return image->columns[column].items;
}

static uint32_t number_of(const ent_graph *graph, const char *text) {
    return text ? ent__graph_text_number(graph, text) : ENT_NONE;
}

/* Seven numbers an actor; aliases and codes follow one another in a column of their own. */
static bool build_actors(ent__image *image, const ent_graph *graph) {
    size_t texts = 0;
    for (size_t i = 0; i < graph->actor_count; i++) {
        texts += graph->actors[i].as_read.alias_count + 2 * graph->actors[i].as_read.code_count;
    }
    uint32_t *rows = build(image, ENT__COLUMN_ACTORS, graph->actor_count);
    uint32_t *of_actors = build(image, ENT__COLUMN_ACTOR_TEXTS, texts);
    for (size_t i = 0; rows && of_actors && i < graph->actor_count; i++, rows += 7) {
        const ent_actor *actor = &graph->actors[i].as_read;
        rows[0] = number_of(graph, actor->id);
        rows[1] = number_of(graph, actor->name);
        rows[2] = number_of(graph, actor->type);
        rows[3] = number_of(graph, actor->note);
        rows[4] = (uint32_t)actor->kind | actor->flags << 8;
        rows[5] = (uint32_t)actor->alias_count;
        rows[6] = (uint32_t)actor->code_count;
        for (size_t j = 0; j < actor->alias_count; j++) {
            *of_actors++ = number_of(graph, actor->aliases[j]);
        }
        for (size_t j = 0; j < actor->code_count; j++) {
            *of_actors++ = number_of(graph, actor->codes[j].scheme);
            *of_actors++ = number_of(graph, actor->codes[j].value);
        }
    }
    return rows && of_actors;
}

static bool build_sources(ent__image *image, const ent_graph *graph) {
    uint32_t *rows = build(image, ENT__COLUMN_SOURCES, graph->source_count);
    for (size_t i = 0; rows && i < graph->source_count; i++, rows += 5) {
        const ent_source *source = &graph->sources[i];
        rows[0] = number_of(graph, source->id);
        rows[1] = number_of(graph, source->title);
        rows[2] = number_of(graph, source->publisher);
        rows[3] = number_of(graph, source->url);
        rows[4] = number_of(graph, source->date);
    }
    return rows;
}

/* Side records hold pointers to texts, so they are written field by field; their lists are named by where these start. */
static bool build_extras(ent__image *image, const ent_graph *graph) {
    char *rows = build(image, ENT__COLUMN_EXTRAS, graph->extra_count);
    for (size_t i = 0; rows && i < graph->extra_count; i++, rows += ent__column_size(ENT__COLUMN_EXTRAS)) {
        const ent__extra *extra = &graph->extras[i];
        const uint32_t numbers[6] = {number_of(graph, extra->id),
                                     number_of(graph, extra->role),
                                     number_of(graph, extra->summary),
                                     extra->from.count,
                                     extra->to.count,
                                     extra->sources.count};
        const uint64_t starts[3] = {extra->from.start, extra->to.start, extra->sources.start};
        memcpy(rows, numbers, sizeof numbers);
        memcpy(rows + sizeof numbers, starts, sizeof starts);
    }
    return rows;
}

/* Where the files of events are and what was noted of each, so that a row can be read again. */
static bool build_files(ent__image *image, const ent_graph *graph) {
    const ent__origins *origins = &graph->origins;
    size_t marks = 0;
    for (size_t i = 0; i < origins->file_count; i++) {
        marks += origins->files[i].mark_count;
    }
    char *rows = build(image, ENT__COLUMN_FILES, origins->file_count);
    uint64_t *places = build(image, ENT__COLUMN_MARKS, marks);
    for (size_t i = 0; rows && places && i < origins->file_count; i++, rows += ent__column_size(ENT__COLUMN_FILES)) {
        const ent__origin_file *file = &origins->files[i];
        uint32_t flags = (uint32_t)file->text_ids | (uint32_t)file->rereadable << 1 | (uint32_t)file->quoted << 2;
        uint32_t signs = (uint32_t)(unsigned char)file->separator | (uint32_t)(unsigned char)file->newline << 8;
        const uint32_t numbers[4] = {number_of(graph, file->path), number_of(graph, file->format), flags, signs};
        const uint64_t sizes[2] = {file->size, file->mark_count};
        memcpy(rows, numbers, sizeof numbers);
        memcpy(rows + sizeof numbers, sizes, sizeof sizes);
        for (size_t j = 0; j < file->mark_count; j++) {
            *places++ = file->marks[j].offset;
            *places++ = file->marks[j].line;
        }
    }
    return rows && places;
}

ent_status ent__image_make(ent__image *image, const ent_graph *graph, ent_error *error) {
    const ent__origins *origins = &graph->origins;
    *image = (ent__image){0};
    uint32_t *head = build(image, ENT__COLUMN_HEAD, 2);
    if (head) {
        head[0] = number_of(graph, graph->title);
        head[1] = number_of(graph, graph->description);
    }
    if (!head || !build_strings(image, ENT__COLUMN_TEXTS, &graph->texts) ||
        !build_strings(image, ENT__COLUMN_CODES, &graph->codes) || !build_actors(image, graph) ||
        !build_sources(image, graph) || !build_extras(image, graph) || !build_files(image, graph)) {
        ent__image_free(image);
        return ent__fail_memory(error);
    }
    borrow(image, ENT__COLUMN_RELATIONS, graph->relations, graph->relation_count);
    borrow(image, ENT__COLUMN_WEIGHTS, graph->weights, graph->weight_count);
    borrow(image, ENT__COLUMN_LISTS, graph->lists, graph->list_count);
    borrow(image, ENT__COLUMN_RUNS, origins->runs, origins->run_count);
    borrow(image, ENT__COLUMN_EVENTS, origins->events, origins->count);
    borrow(image, ENT__COLUMN_LINES, origins->lines, origins->count);
    borrow(image, ENT__COLUMN_PUBLISHERS, origins->publishers, origins->count);
    return ENT_OK;
}
