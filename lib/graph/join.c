/*
 * Several graphs as one: what has the same id and says the same is the same, what has the same id and says something
 * else is refused. Relations go through the public interface of the store, events with their origin the way readers append them;
 * O(size of the graphs).
 *
 * The parts are never changed. A conflict is told with the positions of both graphs, so that a caller who read them from
 * files can name these.
 */
#include "event_set.h"

#include <stdlib.h>
#include <string.h>

typedef struct joining {
    ent_graph *joined;
    const ent_graph *const *parts;
    const ent_graph *part; /* the graph at hand */
    bool *settled; /* of its actors: an earlier reading of events says otherwise what they are, and that holds */
    ent_id *actors; /* of the part at hand: their numbers in the joined graph */
    ent_id *sources;
    uint32_t *files; /* likewise, ENT_NONE: not there yet */
    ent_id *ends; /* room for the sides and sources of one relation */
    size_t end_capacity;
    ent__event_set events; /* of all parts so far, if there are several */
    bool is_several;
    ent_id before; /* relations of the parts before the one at hand */
    ent_id clash; /* number in the joined graph of what the part contradicts */
} joining;

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_ids(const ent_id *a, size_t a_count, const ent_id *b, size_t b_count) {
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

static bool same_aliases(const ent_actor *a, const ent_actor *b) {
    bool same = a->alias_count == b->alias_count;
    for (size_t i = 0; same && i < a->alias_count; i++) {
        same = same_text(a->aliases[i], b->aliases[i]);
    }
    return same;
}

static bool same_codes(const ent_actor *a, const ent_actor *b) {
    bool same = a->code_count == b->code_count;
    for (size_t i = 0; same && i < a->code_count; i++) {
        same = same_text(a->codes[i].scheme, b->codes[i].scheme) && same_text(a->codes[i].value, b->codes[i].value);
    }
    return same;
}

/* The first field in which two differ; NULL: none. */
static const char *difference_of_actors(const ent_actor *a, const ent_actor *b) {
    return a->kind != b->kind             ? "kind"
           : !same_text(a->name, b->name) ? "name"
           : !same_text(a->type, b->type) ? "type"
           : !same_aliases(a, b)          ? "aliases"
           : !same_codes(a, b)            ? "codes"
           : !same_text(a->note, b->note) ? "note"
           : a->flags != b->flags         ? "catch_all"
                                          : NULL;
}

/* Whether two guesses differ in more than the mark of a catch-all, which is no guess: graph files from before it lack it. */
static bool is_other_guess(const ent_actor *a, const ent_actor *b) {
    return a->kind != b->kind || !same_text(a->type, b->type) || !same_text(a->note, b->note);
}

static const char *difference_of_sources(const ent_source *a, const ent_source *b) {
    return !same_text(a->title, b->title)           ? "title"
           : !same_text(a->publisher, b->publisher) ? "publisher"
           : !same_text(a->url, b->url)             ? "url"
           : !same_text(a->date, b->date)           ? "date"
                                                    : NULL;
}

static const char *difference_of_relations(const ent_relation *a, const ent_relation *b) {
    return a->kind != b->kind || a->affiliation != b->affiliation                ? "kind"
           : !same_ids(a->from, a->from_count, b->from, b->from_count)           ? "actors"
           : !same_ids(a->to, a->to_count, b->to, b->to_count)                   ? "actors"
           : a->first != b->first || a->last != b->last                          ? "date"
           : !same_text(a->code, b->code)                                        ? "code"
           : a->tone < b->tone || a->tone > b->tone                              ? "tone"
           : a->confidence < b->confidence || a->confidence > b->confidence      ? "confidence"
           : a->weight < b->weight || a->weight > b->weight                      ? "weight"
           : a->status != b->status                                              ? "status"
           : a->mutual != b->mutual                                              ? "mutual"
           : !same_text(a->role, b->role)                                        ? "role"
           : !same_text(a->summary, b->summary)                                  ? "summary"
           : !same_ids(a->sources, a->source_count, b->sources, b->source_count) ? "sources"
                                                                                 : NULL;
}

static ent_status refuse(joining *in, ent_id clash, const char *what, const char *id, const char *field,
                         ent_error *error) {
    in->clash = clash;
    return ent__fail(error, ENT_EEXISTS,
                     "%s \"%.100s\" is there already, and the two differ in %s; one id stands for one %s", what, id,
                     field, what);
}

/* Readers of events guess by the texts of a row what a name is, and within one reading the first row decides. So it does over
 * several that are joined: whether two differ in nothing but that guess, and both are of files of events. */
static bool is_guess(const joining *in, const ent_actor *actor, const ent_actor *other) {
    size_t first = 0;
    bool is_plain = actor->kind != ENT_ACTOR_STATE && other->kind != ENT_ACTOR_STATE;
    if (!is_plain || !same_text(actor->name, other->name) || !same_aliases(actor, other) || !same_codes(actor, other)) {
        return false;
    }
    while (ent_graph_actor_by_id(in->parts[first], actor->id) == ENT_NONE) {
        first++;
    }
    return in->part->origins.run_count && in->parts[first]->origins.run_count;
}

static ent_status join_actor(joining *in, ent_id number, ent_error *error) {
    ent_actor actor = ENT_ACTOR_INIT, other = ENT_ACTOR_INIT;
    ent_status status = ent_graph_get_actor(&actor, in->part, number, error);
    ent_id there = status == ENT_OK ? ent_graph_actor_by_id(in->joined, actor.id) : ENT_NONE;
    if (status != ENT_OK || there == ENT_NONE) {
        return status == ENT_OK ? ent_graph_add_actor(&in->actors[number], in->joined, &actor, error) : status;
    }
    in->actors[number] = there;
    status = ent_graph_get_actor(&other, in->joined, there, error);
    const char *field = status == ENT_OK ? difference_of_actors(&actor, &other) : NULL;
    if (field && !is_guess(in, &actor, &other)) {
        return refuse(in, there, "actor", actor.id, field, error);
    }
    if (field) {
        in->joined->actors[there].as_read.flags |= actor.flags;
        in->settled[number] = is_other_guess(&actor, &other);
    }
    return status;
}

static ent_status join_source(joining *in, ent_id number, ent_error *error) {
    ent_source source = ENT_SOURCE_INIT, other = ENT_SOURCE_INIT;
    ent_status status = ent_graph_get_source(&source, in->part, number, error);
    ent_id there = status == ENT_OK ? ent_graph_source_by_id(in->joined, source.id) : ENT_NONE;
    if (status != ENT_OK || there == ENT_NONE) {
        return status == ENT_OK ? ent_graph_add_source(&in->sources[number], in->joined, &source, error) : status;
    }
    in->sources[number] = there;
    status = ent_graph_get_source(&other, in->joined, there, error);
    const char *field = status == ENT_OK ? difference_of_sources(&source, &other) : NULL;
    return field ? refuse(in, there, "source", source.id, field, error) : status;
}

/* Copies a list with its numbers as in the joined graph. */
static const ent_id *renumbered(ent_id *room, const ent_id *list, size_t count, const ent_id *numbers) {
    for (size_t i = 0; i < count; i++) {
        room[i] = numbers[list[i]];
    }
    return room;
}

/* The file of events in the joined graph, with all that reading its rows again needs. */
static ent_status join_file(joining *in, uint32_t number, ent_error *error) {
    const ent__origin_file *file = &in->part->origins.files[number];
    ent_status status = in->files[number] == ENT_NONE
                            ? ent__graph_add_file(&in->files[number], in->joined, file->path, file->format, error)
                            : ENT_OK;
    if (status != ENT_OK) {
        return status;
    }
    ent__origin_file *joined = &in->joined->origins.files[in->files[number]];
    joined->size = file->size;
    joined->text_ids = file->text_ids;
    joined->rereadable = file->rereadable;
    joined->quoted = file->quoted;
    joined->separator = file->separator;
    joined->newline = file->newline;
    while (status == ENT_OK && joined->mark_count < file->mark_count) {
        status = ent__graph_mark_line(in->joined, in->files[number], file->marks[joined->mark_count], error);
    }
    return status;
}

/* The sides of an event with several actors on one of them. */
static ent_status join_sides(joining *in, ent__relation *relation, ent_error *error) {
    ent__sides sides = ent__graph_sides(in->part, relation);
    if (!ENT__RESERVE(in->ends, in->end_capacity, (size_t)sides.from_count + sides.to_count)) {
        return ent__fail_memory(error);
    }
    sides.to = renumbered(in->ends + sides.from_count, sides.to, sides.to_count, in->actors);
    sides.from = renumbered(in->ends, sides.from, sides.from_count, in->actors);
    return ent__graph_put_sides(&relation->extra, in->joined, sides, error);
}

/* An event keeps its file, line, id and publisher. One that an earlier part has from a file of the same format is the same. */
static ent_status join_event(joining *in, ent_id number, const ent__origin_run *run, ent_error *error) {
    const ent__origins *origins = &in->part->origins;
    size_t column = run->column + (number - run->first);
    ent__event event = {in->part->relations[number], origins->events[column], origins->lines[column],
                        origins->publishers[column]};
    const char *code = ent__graph_code(in->part, &event.relation);
    ent_status status = join_file(in, run->file, error);
    if (status == ENT_OK) {
        status = ent__graph_code_number(&event.relation.code, in->joined, code, error);
    }
    bool has_text_id = origins->files[run->file].text_ids && event.event && event.event < in->part->texts.count;
    if (status == ENT_OK && has_text_id) {
        uint32_t text;
        const char *id = ent__strings_get(&in->part->texts, (uint32_t)event.event);
        status = ent__strings_intern(&text, &in->joined->texts, id, strlen(id), error);
        event.event = text;
    }
    event.relation.from = in->actors[event.relation.from];
    event.relation.to = in->actors[event.relation.to];
    event.publisher = event.publisher == ENT_NONE ? ENT_NONE : in->sources[event.publisher];
    bool is_new = true;
    if (status == ENT_OK && in->is_several) {
        status = ent__event_set_add(&is_new, &in->events, in->joined, in->files[run->file], &event, error);
    }
    if (status == ENT_OK && is_new && event.relation.extra != ENT_NONE) {
        status = join_sides(in, &event.relation, error);
    }
    double weight = ent__graph_weight(in->part, number);
    const double *weights = weight < 1.0 || weight > 1.0 ? &weight : NULL;
    return status == ENT_OK && is_new
               ? ent__graph_append_events(in->joined, in->files[run->file], &event, weights, 1, error)
               : status;
}

/* Whether an earlier part says the same of whom an actor serves or is part of: said twice it would count twice. */
static bool is_said(const joining *in, const ent_relation *affiliation) {
    const ent_id *employers;
    uint32_t count;
    bool found = false;
    if (affiliation->kind != ENT_KIND_AFFILIATION || affiliation->id) {
        return false;
    }
    ent__graph_employers(&employers, &count, in->joined, affiliation->from[0]);
    for (uint32_t i = 0; !found && i < count && employers[i] < in->before; i++) {
        ent_relation other = ENT_RELATION_INIT;
        found = ent_graph_get_relation(&other, in->joined, employers[i], NULL) == ENT_OK && !other.id &&
                !difference_of_relations(affiliation, &other);
    }
    return found;
}

/* Whether a relation says nothing that an event does not. */
static bool is_event_only(const ent_graph *part, ent_id number) {
    uint32_t number_beside = part->relations[number].extra;
    const ent__extra *beside = number_beside != ENT_NONE ? &part->extras[number_beside] : NULL;
    return !beside || (!beside->id && !beside->role && !beside->summary && beside->sources.count == 0);
}

/* Adds a relation, with where it was read from if the part knows. */
static ent_status add_with_origin(joining *in, ent_id number, const ent_relation *relation, ent_error *error) {
    ent_origin origin = ENT_ORIGIN_INIT;
    ent_status status = ent_graph_add_relation(NULL, in->joined, relation, error);
    if (status == ENT_OK && ent_graph_relation_origin(&origin, in->part, number, NULL) == ENT_OK) {
        origin.source = origin.source == ENT_NONE ? ENT_NONE : in->sources[origin.source];
        status = ent__graph_note_origin(in->joined, &origin, error);
    }
    return status;
}

static ent_status join_relation(joining *in, ent_id number, ent_error *error) {
    const ent__origin_run *run = ent__graph_origin_run(in->part, number);
    if (run && is_event_only(in->part, number)) {
        return join_event(in, number, run, error);
    }
    ent_relation relation = ENT_RELATION_INIT, other = ENT_RELATION_INIT;
    ent_status status = ent_graph_get_relation(&relation, in->part, number, error);
    size_t needed = relation.from_count + relation.to_count + relation.source_count;
    if (status == ENT_OK && !ENT__RESERVE(in->ends, in->end_capacity, needed)) {
        status = ent__fail_memory(error);
    }
    if (status != ENT_OK) {
        return status;
    }
    bool is_settled = relation.kind == ENT_KIND_AFFILIATION && !relation.id &&
                      (in->settled[relation.from[0]] || in->settled[relation.to[0]]);
    ent_id *to = in->ends + relation.from_count, *sources = to + relation.to_count;
    relation.from = renumbered(in->ends, relation.from, relation.from_count, in->actors);
    relation.to = renumbered(to, relation.to, relation.to_count, in->actors);
    relation.sources = renumbered(sources, relation.sources, relation.source_count, in->sources);
    ent_id there = ent_graph_relation_by_id(in->joined, relation.id);
    if (there == ENT_NONE) {
        return is_settled || is_said(in, &relation) ? ENT_OK : add_with_origin(in, number, &relation, error);
    }
    status = ent_graph_get_relation(&other, in->joined, there, error);
    const char *field = status == ENT_OK ? difference_of_relations(&relation, &other) : NULL;
    return field ? refuse(in, there, "relation", relation.id, field, error) : status;
}

/* Counts of a graph, to tell later which part something came from. */
typedef struct counts {
    uint32_t of[3];
} counts;

static counts count_all(const ent_graph *graph) {
    return (counts){{ent_graph_source_count(graph), ent_graph_actor_count(graph), ent_graph_relation_count(graph)}};
}

/* The position of the part that number `clash` of list `list` came from: the first after which it was there. */
static size_t origin_of(const counts *after, unsigned list, ent_id clash) {
    size_t part = 0;
    while (after[part].of[list] <= clash) {
        part++;
    }
    return part;
}

static ent_status join_titles(joining *in, ent_error *error) {
    ent_status status = ENT_OK;
    if (!ent_graph_title(in->joined)) {
        status = ent_graph_set_title(in->joined, ent_graph_title(in->part), error);
    }
    if (status == ENT_OK && !ent_graph_description(in->joined)) {
        status = ent_graph_set_description(in->joined, ent_graph_description(in->part), error);
    }
    return status;
}

/* Adds the part at hand; on failure `*list` is which of the lists it was in. */
static ent_status join_part(joining *in, unsigned *list, ent_error *error) {
    static ent_status (*const join[])(joining *, ent_id, ent_error *) = {join_source, join_actor, join_relation};
    counts part = count_all(in->part);
    free(in->sources);
    free(in->actors);
    free(in->files);
    free(in->settled);
    in->settled = ent__calloc(part.of[1], sizeof *in->settled);
    in->files = ent__calloc(in->part->origins.file_count, sizeof *in->files);
    in->sources = ent__calloc(part.of[0], sizeof *in->sources);
    in->actors = ent__calloc(part.of[1], sizeof *in->actors);
    if (!in->sources || !in->actors || !in->files || !in->settled) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < in->part->origins.file_count; i++) {
        in->files[i] = ENT_NONE;
    }
    ent_status status = join_titles(in, error);
    for (*list = 0; status == ENT_OK && *list < 3; ++*list) {
        for (ent_id i = 0; status == ENT_OK && i < part.of[*list]; i++) {
            status = join[*list](in, i, error);
        }
        if (status != ENT_OK) {
            break;
        }
    }
    return status;
}

ent_status ent_graph_join(ent_graph **joined, size_t conflict[2], const ent_graph *const *graphs, size_t count,
                          ent_error *error) {
    *joined = NULL;
    joining in = {.parts = graphs, .clash = ENT_NONE, .is_several = count > 1};
    counts *after = ent__calloc(count, sizeof *after);
    ent_status status = after ? ent_graph_new(&in.joined, error) : ent__fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        unsigned list = 0;
        in.part = graphs[i];
        in.before = (ent_id)in.joined->relation_count;
        status = join_part(&in, &list, error);
        after[i] = count_all(in.joined);
        if (status != ENT_OK && in.clash != ENT_NONE && conflict) {
            conflict[0] = origin_of(after, list, in.clash);
            conflict[1] = i;
        }
    }
    if (status == ENT_OK) {
        *joined = in.joined;
    } else {
        ent_graph_free(in.joined);
    }
    free(after);
    free(in.sources);
    free(in.actors);
    free(in.files);
    free(in.settled);
    free(in.ends);
    ent__event_set_free(&in.events);
    return status;
}
