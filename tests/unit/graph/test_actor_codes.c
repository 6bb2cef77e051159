/*
 * Which actor CAMEO codes and ICEWS names stand for: each rule of the header on combinations that real rows hold (GDELT
 * events of 2006, 2018 and 2019, ICEWS of 2018-06-01), and that no input harms it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <entente/ontology.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/base_internal.h"
#include "tsv.h"

static char buffer[2048];
static ent_actor_spec spec;

#define STATE ENT_ACTOR_STATE
#define OFFICIAL ENT_ACTOR_OFFICIAL
#define ORGANISATION ENT_ACTOR_ORGANISATION

/* GDELT's columns: chain, country, group, ethnic, religions, types; short rows leave the rest empty. */
typedef struct columns {
    const char *chain, *country, *group, *ethnic, *religion1, *religion2, *type1, *type2, *type3;
} columns;

static void read_codes(columns c) {
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.chain = c.chain;
    codes.country = c.country;
    codes.group = c.group;
    codes.ethnic = c.ethnic;
    codes.religions[0] = c.religion1;
    codes.religions[1] = c.religion2;
    codes.types[0] = c.type1;
    codes.types[1] = c.type2;
    codes.types[2] = c.type3;
    spec = (ent_actor_spec)ENT_ACTOR_SPEC_INIT;
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, NULL), ENT_OK);
}

static void expect(const char *id, ent_actor_kind kind, ent_tie tie, const char *state, const char *type,
                   uint32_t flags) {
    assert_string_equal(spec.id, id);
    assert_int_equal(spec.kind, kind);
    assert_int_equal(spec.tie, tie);
    if (state) {
        assert_non_null(spec.state);
        assert_string_equal(spec.state->id, state);
    } else {
        assert_null(spec.state);
    }
    if (type) {
        assert_non_null(spec.type);
        assert_string_equal(spec.type, type);
    } else {
        assert_null(spec.type);
    }
    assert_int_equal(spec.flags, flags);
}

static void a_chain_alone_says_what_its_columns_say(const char *chain) {
    char id[64];
    uint32_t flags = spec.flags;
    ent_tie tie = spec.tie;
    snprintf(id, sizeof id, "%s", spec.id);
    read_codes((columns){.chain = chain});
    assert_string_equal(spec.id, id);
    assert_int_equal(spec.tie, tie);
    assert_int_equal(spec.flags, flags);
}

static void rule_1_a_known_group_is_that_organisation(void **state) {
    (void)state;
    read_codes((columns){.chain = "IGOUNO", .group = "UNO", .type1 = "IGO"});
    expect("UNO", ORGANISATION, ENT_TIE_NONE, NULL, "intergovernmental", 0);
    assert_string_equal(spec.name, "United Nations");
    a_chain_alone_says_what_its_columns_say("IGOUNO");
    read_codes((columns){.chain = "IMGMOSALQUAF", .group = "ALQ", .religion1 = "MOS", .type1 = "IMG", .type2 = "UAF"});
    expect("ALQ", ORGANISATION, ENT_TIE_NONE, NULL, "armed group", 0);
    a_chain_alone_says_what_its_columns_say("IMGMOSALQUAF");
    read_codes((columns){.chain = "EUREEC", .country = "EUR", .group = "EEC"});
    expect("EEC", ORGANISATION, ENT_TIE_NONE, NULL, "intergovernmental", 0);
    a_chain_alone_says_what_its_columns_say("EUREEC");
    a_chain_alone_says_what_its_columns_say("IGOEUREEC");
    read_codes((columns){.chain = "PSE", .group = "PSE"});
    expect("PSE", STATE, ENT_TIE_IS, "PSE", NULL, 0);
    read_codes((columns){.chain = "USAXQQ", .country = "USA", .group = "XQQ"});
    expect("USAXQQ", ORGANISATION, ENT_TIE_LOCATED, "USA", NULL, ENT_SPEC_UNKNOWN);
}

static void rule_2_international_sorts_have_only_their_seat_in_a_country(void **state) {
    (void)state;
    read_codes((columns){.chain = "MNCUSA", .country = "USA", .type1 = "MNC"});
    expect("MNCUSA", ORGANISATION, ENT_TIE_LOCATED, "USA", "multinational corporation", 0);
    a_chain_alone_says_what_its_columns_say("MNCUSA");
    read_codes((columns){.chain = "NGOHRI", .type1 = "NGO", .type2 = "HRI"});
    expect("NGOHRI", ORGANISATION, ENT_TIE_NONE, NULL, "non-governmental", ENT_SPEC_CATCH_ALL);
    read_codes((columns){.country = "USA", .type1 = "IGO", .type2 = "GOV"});
    expect("IGOUSAGOV", ORGANISATION, ENT_TIE_LOCATED, "USA", "intergovernmental", 0);
    /* Armed groups across borders, as Phoenix writes them. */
    read_codes((columns){.chain = "IMGMUSISI"});
    expect("IMGMUSISI", ORGANISATION, ENT_TIE_NONE, NULL, "armed group", ENT_SPEC_CATCH_ALL | ENT_SPEC_UNKNOWN);
}

static void rules_3_and_4_a_country_alone_or_with_gov_is_the_state(void **state) {
    (void)state;
    read_codes((columns){.chain = "USA", .country = "USA"});
    expect("USA", STATE, ENT_TIE_IS, "USA", NULL, 0);
    read_codes((columns){.chain = "USAGOV", .country = "USA", .type1 = "GOV"});
    expect("USA", STATE, ENT_TIE_IS, "USA", NULL, 0);
    a_chain_alone_says_what_its_columns_say("USAGOV");
    a_chain_alone_says_what_its_columns_say("USAGOVGOV");
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.chain = "PAKGOV";
    codes.split_government = 1;
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, NULL), ENT_OK);
    expect("PAKGOV", ORGANISATION, ENT_TIE_PART_OF, "PAK", "government", 0);
    assert_string_equal(spec.name, "Government (Pakistan)");
    codes.chain = "PAK";
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, NULL), ENT_OK);
    expect("PAK", STATE, ENT_TIE_IS, "PAK", NULL, 0);
}

static void rule_5_organs_are_part_of_the_state(void **state) {
    (void)state;
    const struct {
        const char *chain, *type;
    } organs[] = {{"USACOP", "police"},      {"PAKGOVMIL", "military"},
                  {"PAKMIL", "military"},    {"ISRSPY", "intelligence service"},
                  {"GBRJUD", "judiciary"},   {"NGALEG", "legislature"},
                  {"CHNGOVHLH", "ministry"}, {"RUSGOVBUS", "ministry"},
                  {"FRAJUDMED", "judiciary"}};
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++) {
        char country[4] = "";
        memcpy(country, organs[i].chain, 3);
        read_codes((columns){.chain = organs[i].chain});
        expect(organs[i].chain, ORGANISATION, ENT_TIE_PART_OF, country, organs[i].type, 0);
        assert_string_equal(spec.code, organs[i].chain);
    }
    read_codes((columns){.chain = "PAKGOVMIL"});
    assert_string_equal(spec.name, "Government, Military (Pakistan)");
}

static void rule_6_rebels_and_opposition_are_never_part_of_the_state(void **state) {
    (void)state;
    static const char *const against[] = {"REB", "INS", "SEP", "OPP", "UAF", "CRM", "CVL", "ELI", "REF", "PTY", "RAD"};
    static const char *const beside[] = {"", "GOV", "MIL", "COP", "LEG", "JUD", "SPY", "BUS"};
    for (size_t i = 0; i < sizeof against / sizeof *against; i++) {
        for (size_t j = 0; j < sizeof beside / sizeof *beside; j++) {
            char chain[16];
            snprintf(chain, sizeof chain, "SYR%s%s", beside[j], against[i]);
            read_codes((columns){.chain = chain});
            assert_int_equal(spec.tie, ENT_TIE_LOCATED);
            snprintf(chain, sizeof chain, "SYR%s%s", against[i], beside[j]);
            read_codes((columns){.chain = chain});
            assert_int_equal(spec.tie, ENT_TIE_LOCATED);
            assert_int_equal(spec.kind, ORGANISATION);
        }
    }
    read_codes((columns){.chain = "SYRREB", .country = "SYR", .type1 = "REB"});
    expect("SYRREB", ORGANISATION, ENT_TIE_LOCATED, "SYR", "armed group", 0);
    assert_string_equal(spec.name, "Rebels (Syria)");
    read_codes((columns){.chain = "USAMED", .country = "USA", .type1 = "MED"});
    expect("USAMED", ORGANISATION, ENT_TIE_LOCATED, "USA", "media", 0);
    read_codes((columns){.chain = "USAMEDGOV", .country = "USA", .type1 = "MED", .type2 = "GOV"});
    expect("USAMEDGOV", ORGANISATION, ENT_TIE_LOCATED, "USA", "media", 0);
}

static void rule_7_types_without_a_country_are_catch_alls(void **state) {
    (void)state;
    const struct {
        const char *chain, *type1, *type2, *id, *type;
    } rows[] = {{"GOV", "GOV", "", "GOV", "government"},          {"REB", "REB", "", "REB", "armed group"},
                {"EDUEDU", "EDU", "EDU", "EDU", "education"},     {"UIS", "UIS", "", "UIS", "unidentified state"},
                {"GOVMIL", "GOV", "MIL", "GOVMIL", "government"}, {"PTY", "", "", "PTY", "political party"},
                {"GOVOPP", "GOV", "OPP", "GOVOPP", "opposition"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read_codes((columns){.chain = rows[i].chain, .type1 = rows[i].type1, .type2 = rows[i].type2});
        expect(rows[i].id, ORGANISATION, ENT_TIE_NONE, NULL, rows[i].type, ENT_SPEC_CATCH_ALL);
        a_chain_alone_says_what_its_columns_say(rows[i].chain);
    }
}

static void rule_8_a_country_may_stand_in_the_chain_alone(void **state) {
    (void)state;
    read_codes((columns){.chain = "ROU"});
    expect("ROU", STATE, ENT_TIE_IS, "ROU", NULL, 0);
    read_codes((columns){.chain = "ROM", .country = "ROM"});
    expect("ROU", STATE, ENT_TIE_IS, "ROU", NULL, 0);
    read_codes((columns){.chain = "ROUMIL", .type1 = "MIL"});
    expect("ROUMIL", ORGANISATION, ENT_TIE_PART_OF, "ROU", "military", 0);
    read_codes((columns){.chain = "ROMMIL", .country = "ROM", .type1 = "MIL"});
    expect("ROUMIL", ORGANISATION, ENT_TIE_PART_OF, "ROU", "military", 0);
    read_codes((columns){.chain = "TWN"});
    expect("TWN", STATE, ENT_TIE_IS, "TWN", NULL, 0);
    const char *const both[][2] = {{"MTN", "MNE"}, {"TMP", "TLS"}, {"IMY", "IMN"}};
    for (size_t i = 0; i < 3; i++) {
        read_codes((columns){.country = both[i][0]});
        expect(both[i][1], STATE, ENT_TIE_IS, both[i][1], NULL, 0);
    }
}

static void rule_9_regions_and_places_are_not_states(void **state) {
    (void)state;
    read_codes((columns){.chain = "AFR", .country = "AFR"});
    expect("AFR", ORGANISATION, ENT_TIE_NONE, NULL, "region", ENT_SPEC_PLACE);
    assert_string_equal(spec.name, "Africa");
    a_chain_alone_says_what_its_columns_say("AFR");
    read_codes((columns){.chain = "SAF", .country = "SAF"});
    expect("SAF", ORGANISATION, ENT_TIE_NONE, NULL, "region", ENT_SPEC_PLACE);
    read_codes((columns){.chain = "AFRMIL", .country = "AFR", .type1 = "MIL"});
    expect("AFRMIL", ORGANISATION, ENT_TIE_NONE, NULL, "military", ENT_SPEC_PLACE | ENT_SPEC_CATCH_ALL);
    read_codes((columns){.chain = "GZS", .country = "GZS"});
    expect("GZS", ORGANISATION, ENT_TIE_LOCATED, "PSE", "place", ENT_SPEC_PLACE);
    read_codes((columns){.chain = "WSBGOV", .country = "WSB", .type1 = "GOV"});
    expect("WSBGOV", ORGANISATION, ENT_TIE_LOCATED, "PSE", "government", ENT_SPEC_PLACE);
    read_codes((columns){.chain = "BAG", .country = "BAG"});
    expect("BAG", ORGANISATION, ENT_TIE_LOCATED, "IRQ", "place", ENT_SPEC_PLACE);
}

static void rule_10_ethnic_and_religious_codes_are_groups(void **state) {
    (void)state;
    read_codes((columns){.chain = "kur", .ethnic = "kur"});
    expect("kur", ORGANISATION, ENT_TIE_NONE, NULL, "ethnic group", 0);
    assert_string_equal(spec.name, "Kurd");
    a_chain_alone_says_what_its_columns_say("kur");
    read_codes((columns){.chain = "CHRCTH", .religion1 = "CHR", .religion2 = "CTH"});
    expect("CHRCTH", ORGANISATION, ENT_TIE_NONE, NULL, "religious group", 0);
    a_chain_alone_says_what_its_columns_say("CHRCTH");
    read_codes((columns){.chain = "IRQkur", .country = "IRQ", .ethnic = "kur"});
    expect("IRQkur", ORGANISATION, ENT_TIE_LOCATED, "IRQ", "ethnic group", 0);
    read_codes((columns){.chain = "PAL", .ethnic = "PAL"});
    assert_string_equal(spec.type, "ethnic group");
    read_codes((columns){.chain = "catSEP", .ethnic = "cat", .type1 = "SEP"});
    expect("catSEP", ORGANISATION, ENT_TIE_NONE, NULL, "armed group", ENT_SPEC_CATCH_ALL);
    read_codes((columns){.chain = "CHRPRO210EDU", .religion1 = "CHR", .religion2 = "PRO", .type1 = "EDU"});
    expect("CHRPROEDU", ORGANISATION, ENT_TIE_NONE, NULL, "education", ENT_SPEC_CATCH_ALL);
    read_codes((columns){.chain = "MOSSUN"});
    expect("MOSSUN", ORGANISATION, ENT_TIE_NONE, NULL, "religious group", 0);
}

static void spaces_are_no_codes_and_no_codes_are_no_actor(void **state) {
    (void)state;
    read_codes((columns){.chain = " INDGOV", .country = "IND ", .type1 = " GOV"});
    expect("IND", STATE, ENT_TIE_IS, "IND", NULL, 0);
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, NULL), ENT_ENOTFOUND);
    codes.chain = " ";
    codes.country = "";
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, NULL), ENT_ENOTFOUND);
    assert_null(spec.id);
    assert_int_equal(ent_actor_from_codes(&spec, buffer, sizeof buffer, NULL, NULL), ENT_EINVAL);
    codes.chain = "PAKMIL";
    for (size_t room = 0; room < 24; room++) {
        char *small = malloc(room + 1); /* just that much, so that a sanitizer sees a byte too far */
        ent_status status = ent_actor_from_codes(&spec, small, room, &codes, NULL);
        assert_int_equal(status, room < strlen("PAKMIL") + strlen("Military (Pakistan)") + 2 ? ENT_ELIMIT : ENT_OK);
        free(small);
    }
}

static void every_code_of_the_table_is_taken_and_no_actor_is_called_like_a_state(void **state) {
    (void)state;
    tsv table = tsv_open("cameo-actors");
    while (tsv_next(&table)) {
        char **f = table.fields;
        const char *sort = f[1];
        columns c = {.chain = f[0]};
        *(strcmp(sort, "group") == 0      ? &c.group
          : strcmp(sort, "role") == 0     ? &c.type1
          : strcmp(sort, "religion") == 0 ? &c.religion1
          : strcmp(sort, "ethnic") == 0   ? &c.ethnic
                                          : &c.country) = f[0];
        bool is_state = ent_state_by_id(f[0]) != NULL;
        if (is_state) {
            /* Saint Helena, and the old Shinto school; Mauritius, and Muslims as Phoenix writes them. */
            assert_true(strcmp(f[0], "SHN") == 0 || strcmp(f[0], "MUS") == 0);
            continue;
        }
        read_codes(c);
        assert_string_equal(spec.id, f[0]);
        assert_string_equal(spec.name, f[2]);
        assert_int_equal(spec.flags & ENT_SPEC_UNKNOWN, 0);
        if (strcmp(sort, "place") != 0) {
            assert_field(spec.type, f[3]);
        }
    }
}

/* ---- ICEWS -------------------------------------------------------------------------------------------------------- */

static void read_icews(const char *name, const char *sectors, const char *country) {
    ent_icews_actor actor = ENT_ICEWS_ACTOR_INIT;
    actor.name = name;
    actor.sectors = sectors;
    actor.country = country;
    spec = (ent_actor_spec)ENT_ACTOR_SPEC_INIT;
    assert_int_equal(ent_actor_from_icews(&spec, buffer, sizeof buffer, &actor, NULL), ENT_OK);
}

static void a_state_of_icews_is_one_by_name_and_country(void **state) {
    (void)state;
    const char *const rows[][3] = {{"Russia", "Russian Federation", "RUS"},
                                   {"North Korea", "North Korea", "PRK"},
                                   {"Occupied Palestinian Territory", "Occupied Palestinian Territory", "PSE"},
                                   {"Macedonia", "the former Yugoslav Republic of Macedonia", "MKD"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read_icews(rows[i][0], "NA", rows[i][1]);
        expect(rows[i][2], STATE, ENT_TIE_IS, rows[i][2], NULL, 0);
        read_icews(rows[i][0], "", "");
        expect(rows[i][2], STATE, ENT_TIE_IS, rows[i][2], NULL, 0);
    }
}

static void agencies_of_icews_are_part_of_their_state_and_its_people_are_not(void **state) {
    (void)state;
    read_icews("Police (India)", "Government,Police", "India");
    expect("icews:Police:IND", ORGANISATION, ENT_TIE_PART_OF, "IND", "police", 0);
    assert_string_equal(spec.name, "Police (India)");
    read_icews("Police (Philippines)", "Police,Government", "Philippines");
    expect("icews:Police:PHL", ORGANISATION, ENT_TIE_PART_OF, "PHL", "police", 0);
    read_icews("Foreign Affairs (Russia)", "Government,Foreign Ministry,Executive", "Russian Federation");
    expect("icews:Foreign Affairs:RUS", ORGANISATION, ENT_TIE_PART_OF, "RUS", "ministry", 0);
    read_icews("Oversight Court (Spain)", "Government,Judicial", "Spain");
    expect("icews:Oversight Court:ESP", ORGANISATION, ENT_TIE_PART_OF, "ESP", "judiciary", 0);
    read_icews("Citizen (India)", "General Population / Civilian / Social,Social", "India");
    expect("icews:Citizen:IND", ORGANISATION, ENT_TIE_LOCATED, "IND", "civilians", 0);
    read_icews("Armed Rebel (Syria)", "Insurgents,Rebel", "Syria");
    expect("icews:Armed Rebel:SYR", ORGANISATION, ENT_TIE_LOCATED, "SYR", "armed group", 0);
    read_icews("Protester (Iran)", "Protestors / Popular Opposition / Mobs,Dissident", "Iran");
    assert_int_equal(spec.tie, ENT_TIE_LOCATED);
    read_icews("Main Opposition (India)", "Government,Opposition Major Party (Out Of Government)", "India");
    assert_int_equal(spec.tie, ENT_TIE_LOCATED);
}

static void officials_of_icews_are_a_guess(void **state) {
    (void)state;
    read_icews("Donald Trump", "Government,Executive Office,Executive", "United States");
    expect("icews:Donald Trump:USA", OFFICIAL, ENT_TIE_SERVES, "USA", NULL, ENT_SPEC_GUESS);
    read_icews("Sergey Viktorovich Lavrov",
               "Government,Cabinet,Executive,Ideological,(National) Major Party,Parties,Center Right,Foreign Ministry",
               "Russian Federation");
    expect("icews:Sergey Viktorovich Lavrov:RUS", OFFICIAL, ENT_TIE_SERVES, "RUS", NULL, ENT_SPEC_GUESS);
    read_icews("Narendra Modi",
               "International Religious,Nationalist,Elite,Hindu,Ideological,Dissident,Far Right,Parties,Radicals / "
               "Extremists / Fundamentalists,Opposition Major Party (Out Of Government),(National) Major Party",
               "India");
    expect("icews:Narendra Modi:IND", OFFICIAL, ENT_TIE_LOCATED, "IND", NULL, ENT_SPEC_GUESS);
    read_icews("James Mattis", "Government,Marines,Executive,Defense / Security Ministry,Military", "United States");
    expect("icews:James Mattis:USA", OFFICIAL, ENT_TIE_SERVES, "USA", NULL, ENT_SPEC_GUESS);
    read_icews("Bharatiya Janata", "Parties,Opposition Major Party (Out Of Government),(National) Major Party",
               "India");
    expect("icews:Bharatiya Janata:IND", ORGANISATION, ENT_TIE_LOCATED, "IND", "political party", 0);
    read_icews("Border Security Force", "Military,Government", "India");
    expect("icews:Border Security Force:IND", ORGANISATION, ENT_TIE_PART_OF, "IND", "military", 0);
}

static void a_group_with_a_code_is_the_same_actor_by_its_name(void **state) {
    (void)state;
    /* Names as ICEWS and its quadruples spell them, and the codes of CAMEO's manual. */
    static const char *const groups[][2] = {{"United Nations", "UNO"},
                                            {"the United Nations", "UNO"},
                                            {"European Union", "EEC"},
                                            {"North Atlantic Treaty Organization", "NAT"},
                                            {"Organisation of Islamic Cooperation", "OIC"},
                                            {"Arab League", "ARL"},
                                            {"International Monetary Fund", "IMF"},
                                            {"Association of Southeast Asian Nations", "ASN"},
                                            {"Economic Community of West African States", "WAS"},
                                            {"United Nations Children's Fund", "KID"},
                                            {"Amnesty International", "AMN"},
                                            {"Hamas", "HMS"},
                                            {"Hezbollah", "HEZ"},
                                            {"Taliban", "TAL"}};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
        ent_actor_spec coded = ENT_ACTOR_SPEC_INIT;
        codes.group = groups[i][1];
        assert_int_equal(ent_actor_from_codes(&coded, NULL, 0, &codes, NULL), ENT_OK);
        read_icews(groups[i][0], i % 2 ? "International Government Organization" : NULL, i % 3 ? NULL : "Lebanon");
        expect(groups[i][1], ORGANISATION, ENT_TIE_NONE, NULL, coded.type, 0);
        assert_string_equal(spec.name, coded.name);
    }
    read_icews("National Liberation Front", "Parties", "Algeria"); /* a name of many */
    expect("icews:National Liberation Front:DZA", ORGANISATION, ENT_TIE_LOCATED, "DZA", "political party", 0);
    read_icews("United Nations Secretariat", "International Government Organization", NULL);
    expect("icews:United Nations Secretariat", ORGANISATION, ENT_TIE_NONE, NULL, "intergovernmental", 0);
    read_icews("Federica Mogherini", "International Government Organization,Center Left,(National) Major Party,Parties",
               "Italy");
    expect("icews:Federica Mogherini:ITA", OFFICIAL, ENT_TIE_LOCATED, "ITA", NULL, ENT_SPEC_GUESS);
}

static void what_has_no_country_in_icews_belongs_to_none(void **state) {
    (void)state;
    read_icews("Mano River Union", "International Government Organization,Regional Diplomatic IGOs,Regional", "NA");
    expect("icews:Mano River Union", ORGANISATION, ENT_TIE_NONE, NULL, "intergovernmental", 0);
    read_icews("Unspecified Actor", "Unspecified", "NA");
    assert_true(spec.flags & ENT_SPEC_NOBODY);
    read_icews("Unidentified State Actor", "", NULL);
    assert_true(spec.flags & ENT_SPEC_NOBODY);
    read_icews("Acme", "Business", "Atlantis");
    expect("icews:Acme", ORGANISATION, ENT_TIE_NONE, NULL, "business", ENT_SPEC_UNKNOWN);
    ent_icews_actor none = ENT_ICEWS_ACTOR_INIT;
    none.name = " NA ";
    assert_int_equal(ent_actor_from_icews(&spec, buffer, sizeof buffer, &none, NULL), ENT_ENOTFOUND);
}

static void names_without_columns_are_sure_of_states_and_plain_organs(void **state) {
    (void)state;
    read_icews("Palestinian Territory, Occupied", NULL, NULL);
    expect("PSE", STATE, ENT_TIE_IS, "PSE", NULL, 0);
    read_icews("Police (Nigeria)", NULL, NULL);
    expect("icews:Police:NGA", ORGANISATION, ENT_TIE_PART_OF, "NGA", "police", 0);
    read_icews("Lawyer/Attorney (Germany)", NULL, NULL);
    expect("icews:Lawyer/Attorney:DEU", ORGANISATION, ENT_TIE_LOCATED, "DEU", NULL, 0);
    read_icews("Member of Legislative (Govt) (Kenya)", NULL, NULL);
    expect("icews:Member of Legislative (Govt):KEN", ORGANISATION, ENT_TIE_PART_OF, "KEN", "legislature", 0);
    read_icews("Donald Trump", NULL, NULL);
    expect("icews:Donald Trump", ORGANISATION, ENT_TIE_NONE, NULL, NULL, ENT_SPEC_GUESS);
    /* On a day the name in parentheses is the state of that day. */
    ent_icews_actor actor = ENT_ICEWS_ACTOR_INIT;
    actor.name = "Police (Congo)";
    assert_int_equal(ent_actor_from_icews(&spec, buffer, sizeof buffer, &actor, NULL), ENT_OK);
    assert_null(spec.state);
}

/* ---- In a graph --------------------------------------------------------------------------------------------------- */

static void what_is_part_of_a_state_rolls_up_to_it_and_what_is_not_does_not(void **state) {
    (void)state;
    ent_graph *graph;
    const struct {
        const char *chain, *principal;
    } rows[] = {{"PAKGOVMIL", "PAK"}, {"PAKREB", "PAKREB"}, {"PAK", "PAK"}, {"REB", "REB"}, {"UNO", "UNO"}};
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    for (int twice = 0; twice < 2; twice++) {
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            ent_id id;
            ent_share share;
            size_t count;
            read_codes((columns){.chain = rows[i].chain});
            assert_int_equal(ent_graph_add_spec(&id, graph, &spec, NULL), ENT_OK);
            assert_int_equal(ent_graph_principals(&share, 1, &count, graph, id, 0, 0, NULL), ENT_OK);
            assert_int_equal(count, 1);
            assert_int_equal(share.actor, ent_graph_actor_by_id(graph, rows[i].principal));
        }
    }
    assert_int_equal(ent_graph_actor_count(graph), 5);
    assert_int_equal(ent_graph_relation_count(graph), 1);
    read_icews("Donald Trump", "Government,Executive Office,Executive", "United States");
    ent_id trump;
    assert_int_equal(ent_graph_add_spec(&trump, graph, &spec, NULL), ENT_OK);
    ent_relation serves = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&serves, graph, 1, NULL), ENT_OK);
    assert_int_equal(serves.affiliation, ENT_AFFILIATION_SERVES);
    assert_int_equal(serves.from[0], trump);
    ent_actor actor = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&actor, graph, ent_graph_actor_by_id(graph, "PAKREB"), NULL), ENT_OK);
    assert_string_equal(actor.note, "in Pakistan");
    ent_actor_spec empty = ENT_ACTOR_SPEC_INIT;
    assert_int_equal(ent_graph_add_spec(NULL, graph, &empty, NULL), ENT_EINVAL);
    assert_int_equal(ent_graph_add_spec(NULL, graph, NULL, NULL), ENT_EINVAL);
    ent_graph_free(graph);
}

/* ---- Random input ------------------------------------------------------------------------------------------------- */

/* A text of bytes that codes and names are made of, and of some that they are not. */
static const char *random_text(char text[64], uint64_t *seed) {
    static const char *const pieces[] = {"PAK", "GOV",  "MIL", "REB", "UNO", "EUR", "kur", "MOS", "210", "IGO",  "GZS",
                                         " ",   "\xff", "(",   ")",   "X",   "",    "ROU", "SHN", "NA",  "Iran", "\t"};
    size_t count = ent__random(seed) % 8;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(text, pieces[ent__random(seed) % (sizeof pieces / sizeof *pieces)]);
    }
    return ent__random(seed) % 16 ? text : NULL;
}

static void check_spec(ent_status status) {
    if (status != ENT_OK) {
        assert_null(spec.id);
        return;
    }
    assert_true(*spec.id && *spec.name);
    assert_int_equal(spec.tie == ENT_TIE_IS, spec.kind == STATE);
    assert_int_equal(spec.tie == ENT_TIE_NONE, spec.state == NULL);
}

static void random_input_gives_a_whole_actor_or_none(void **state) {
    (void)state;
    char texts[9][64];
    uint64_t seed = 20240116;
    for (int round = 0; round < 30000; round++) {
        const char *t[9];
        size_t room = 0;
        for (size_t i = 0; i < 9; i++) {
            t[i] = random_text(texts[i], &seed);
            room += t[i] ? 4 * strlen(t[i]) : 0;
        }
        ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
        codes.chain = t[0];
        codes.country = t[1];
        codes.group = t[2];
        codes.ethnic = t[3];
        codes.religions[0] = t[4];
        codes.religions[1] = t[5];
        codes.types[0] = t[6];
        codes.types[1] = t[7];
        codes.types[2] = t[8];
        ent_status status = ent_actor_from_codes(&spec, buffer, room + ENT_SPEC_TEXT, &codes, NULL);
        assert_true(status == ENT_OK || status == ENT_ENOTFOUND);
        check_spec(status);
        ent_icews_actor actor = ENT_ICEWS_ACTOR_INIT;
        actor.name = t[0];
        actor.sectors = t[1];
        actor.country = t[2];
        status = ent_actor_from_icews(&spec, buffer, room + ENT_SPEC_TEXT, &actor, NULL);
        assert_true(status == ENT_OK || status == ENT_ENOTFOUND || status == ENT_EINVAL);
        check_spec(status);
    }
}

static void long_chains_fit_the_buffer_that_is_promised(void **state) {
    (void)state;
    const size_t length = 30000;
    char *chain = malloc(length + 1), *room = malloc(4 * length + ENT_SPEC_TEXT);
    tsv table = tsv_open("cameo-actors");
    size_t used = 0;
    while (tsv_next(&table) && used + 3 <= length) {
        memcpy(chain + used, table.fields[0], 3);
        used += strcmp(table.fields[1], "group") != 0 ? 3 : 0;
    }
    chain[used] = '\0';
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    codes.chain = chain;
    assert_int_equal(ent_actor_from_codes(&spec, room, 4 * length + ENT_SPEC_TEXT, &codes, NULL), ENT_OK);
    assert_true(spec.flags & ENT_SPEC_UNKNOWN);
    free(chain);
    free(room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_1_a_known_group_is_that_organisation),
        cmocka_unit_test(rule_2_international_sorts_have_only_their_seat_in_a_country),
        cmocka_unit_test(rules_3_and_4_a_country_alone_or_with_gov_is_the_state),
        cmocka_unit_test(rule_5_organs_are_part_of_the_state),
        cmocka_unit_test(rule_6_rebels_and_opposition_are_never_part_of_the_state),
        cmocka_unit_test(rule_7_types_without_a_country_are_catch_alls),
        cmocka_unit_test(rule_8_a_country_may_stand_in_the_chain_alone),
        cmocka_unit_test(rule_9_regions_and_places_are_not_states),
        cmocka_unit_test(rule_10_ethnic_and_religious_codes_are_groups),
        cmocka_unit_test(spaces_are_no_codes_and_no_codes_are_no_actor),
        cmocka_unit_test(every_code_of_the_table_is_taken_and_no_actor_is_called_like_a_state),
        cmocka_unit_test(a_state_of_icews_is_one_by_name_and_country),
        cmocka_unit_test(agencies_of_icews_are_part_of_their_state_and_its_people_are_not),
        cmocka_unit_test(officials_of_icews_are_a_guess),
        cmocka_unit_test(a_group_with_a_code_is_the_same_actor_by_its_name),
        cmocka_unit_test(what_has_no_country_in_icews_belongs_to_none),
        cmocka_unit_test(names_without_columns_are_sure_of_states_and_plain_organs),
        cmocka_unit_test(what_is_part_of_a_state_rolls_up_to_it_and_what_is_not_does_not),
        cmocka_unit_test(random_input_gives_a_whole_actor_or_none),
        cmocka_unit_test(long_chains_fit_the_buffer_that_is_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
