/*
 * Small graphs for the tests of writers, made through the public interface, and what a writer puts into memory.
 */
#ifndef IO_GRAPHS_H
#define IO_GRAPHS_H

#include <entente/entente.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Names that a careless writer breaks on, with ids as bad. */
static const char *const hostile_names[] = {
    "say \"no\"",
    "back\\slash",
    "ends in \\",
    "escapes \\N \\G \\n \\l",
    "two\nlines",
    "tab\there",
    "<b>bold</b> & <br/>",
    "&amp; &lt;i&gt; &#65;",
    "]]> <!-- x --> <?y?>",
    "وزارة الخارجية",
    "משרד החוץ",
    "中华人民共和国外交部",
    "Μαρία \xF0\x9F\x95\x8A",
    "control \x01\x08\x1B characters",
    "\xEF\xBF\xBE not a character",
    "carriage\r\nreturn",
    "a:port; b -> c [shape=box] }",
    "%s %n %d {} $x `y`",
    " ",
    "Averyveryveryveryveryverylongwordwithoutanyspacethatcannotbebrokenanywhereandgoesonandonandonandonandonandon",
};
#define HOSTILE_COUNT ((uint32_t)(sizeof hostile_names / sizeof *hostile_names))

static inline ent_date io_day(const char *text) {
    ent_date first, last;
    assert_int_equal(ent_date_parse(&first, &last, text, NULL), ENT_OK);
    return first;
}

static inline ent_id io_actor(ent_graph *graph, const char *id, const char *name, ent_actor_kind kind) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_id made;
    actor.id = id;
    actor.name = name;
    actor.kind = kind;
    assert_int_equal(ent_graph_add_actor(&made, graph, &actor, NULL), ENT_OK);
    return made;
}

/* A relation from one to one; `date` as in documents, NULL: always. */
static inline ent_relation io_relation(ent_kind kind, const ent_id *from, const ent_id *to, const char *date) {
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = kind;
    relation.from = from;
    relation.from_count = 1;
    relation.to = to;
    relation.to_count = 1;
    if (date) {
        assert_int_equal(ent_date_parse(&relation.first, &relation.last, date, NULL), ENT_OK);
    }
    return relation;
}

static inline void io_add(ent_graph *graph, const ent_relation *relation) {
    ent_error error;
    if (ent_graph_add_relation(NULL, graph, relation, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
}

static inline void io_relate(ent_graph *graph, ent_kind kind, ent_id from, ent_id to, const char *date, double tone) {
    ent_relation relation = io_relation(kind, &from, &to, date);
    relation.tone = tone;
    io_add(graph, &relation);
}

static inline void io_serve(ent_graph *graph, ent_id who, ent_id whom, const char *date, const char *role) {
    ent_relation relation = io_relation(ENT_KIND_AFFILIATION, &who, &whom, date);
    relation.affiliation = ENT_AFFILIATION_SERVES;
    relation.role = role;
    io_add(graph, &relation);
}

/* A ring of all hostile names, who serve as officials of the first, with hostile summaries and a hostile title. */
static inline ent_graph *io_hostile_graph(void) {
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_set_title(graph, "Title \"of\" \\N <&>\nsecond", NULL), ENT_OK);
    for (uint32_t i = 0; i < HOSTILE_COUNT; i++) {
        io_actor(graph, hostile_names[i], hostile_names[i], i % 3 == 0 ? ENT_ACTOR_STATE : ENT_ACTOR_OFFICIAL);
    }
    for (uint32_t i = 0; i < HOSTILE_COUNT; i++) {
        ent_id to = (i + 1) % HOSTILE_COUNT;
        ent_relation relation = io_relation((ent_kind)(i % 3), &i, &to, "2024-01-16");
        relation.id = hostile_names[i];
        relation.summary = hostile_names[i];
        io_add(graph, &relation);
        if (i % 3 == 1) {
            io_serve(graph, i, i - 1, NULL, hostile_names[i]);
        }
    }
    return graph;
}

static inline ent_network *io_compile(const ent_graph *graph, const ent_view *view) {
    ent_view all = ENT_VIEW_INIT;
    ent_network *network;
    assert_int_equal(ent_network_compile(&network, graph, view ? view : &all, NULL, NULL), ENT_OK);
    return network;
}

#endif
