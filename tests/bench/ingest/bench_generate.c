/*
 * Writes a file like GDELT 2.0's to standard output, the same for the same seed: 61 columns, some 400 bytes a row, ids
 * that rise, actors and codes by Zipf's law, a quarter of the rows without a target, places, an address of an article.
 *
 *     bench_generate ROWS [SEED] > FILE
 */
#include <entente/entente.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOSTS 3000
#define PLACES 2000

static const char *const roles[][3] = {
    {"", "", ""},       {"GOV", "", ""},    {"", "", ""},    {"MIL", "", ""},      {"GOV", "MIL", ""},
    {"COP", "", ""},    {"MED", "", ""},    {"BUS", "", ""}, {"OPP", "", ""},      {"EDU", "", ""},
    {"CVL", "", ""},    {"REB", "", ""},    {"LEG", "", ""}, {"GOV", "HLH", ""},   {"JUD", "", ""},
    {"CRM", "", ""},    {"LAB", "", ""},    {"ELI", "", ""}, {"BUS", "MED", ""},   {"GOV", "LEG", ""},
    {"REB", "UAF", ""}, {"OPP", "PTY", ""}, {"SPY", "", ""}, {"GOV", "AGR", "ENV"}};
#define ROLES (sizeof roles / sizeof *roles)
static const char *const groups[] = {"UNO", "NAT", "EEC", "AFU", "ARL", "OIC", "TAL", "HMS", "ISI", "WHO"};
#define GROUPS (sizeof groups / sizeof *groups)

static uint64_t state;

static double chance(void) {
    return (double)(ent_random(&state) >> 11) * 0x1p-53;
}

static uint32_t below(uint32_t count) {
    return (uint32_t)(ent_random(&state) % count);
}

/* A draw by Zipf's law with exponent 1 among those whose running sums of 1/rank are given. */
static uint32_t draw(const double *sums, uint32_t count) {
    double at = chance() * sums[count - 1];
    uint32_t low = 0, high = count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sums[middle] < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static double *zipf(uint32_t count) {
    double *sums = calloc(count, sizeof *sums), sum = 0.0;
    for (uint32_t i = 0; i < count; i++) {
        sums[i] = sum += 1.0 / (i + 1);
    }
    return sums;
}

typedef struct tables {
    const char **countries;
    const ent_cameo **codes;
    uint32_t country_count, code_count;
    double *country_sums, *code_sums, *role_sums, *host_sums, *place_sums;
} tables;

/* In an order of chance, or the frequent ones would be those with A. */
static void shuffle(const void **items, uint32_t count) {
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = below(i);
        const void *item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}

static tables make_tables(void) {
    tables made = {0};
    made.countries = calloc(ent_state_count(), sizeof *made.countries);
    made.codes = calloc(ent_cameo_count(), sizeof *made.codes);
    for (uint32_t i = 0; i < ent_state_count(); i++) {
        const ent_state *one = ent_state_get(i);
        if (one->cameo && one->in_system) {
            made.countries[made.country_count++] = one->cameo;
        }
    }
    for (uint32_t i = 0; i < ent_cameo_count(); i++) {
        const ent_cameo *code = ent_cameo_get(i);
        if (code->level > 2 && code->goldstein == code->goldstein) {
            made.codes[made.code_count++] = code;
        }
    }
    shuffle((const void **)made.countries, made.country_count);
    shuffle((const void **)made.codes, made.code_count);
    made.country_sums = zipf(made.country_count);
    made.code_sums = zipf(made.code_count);
    made.role_sums = zipf(ROLES);
    made.host_sums = zipf(HOSTS);
    made.place_sums = zipf(PLACES);
    return made;
}

/* Ten columns of an actor; `nobody`: empty ones. */
static void put_actor(const tables *from, int nobody) {
    if (nobody) {
        printf("\t\t\t\t\t\t\t\t\t\t");
    } else if (chance() < 0.03) {
        const char *group = groups[below(GROUPS)];
        printf("%s\t%s ASSEMBLY\t\t%s\t\t\t\t\t\t\t", group, group, group);
    } else {
        const char *country = from->countries[draw(from->country_sums, from->country_count)];
        const char *const *role = roles[draw(from->role_sums, ROLES)];
        printf("%s%s%s%s\t%s NAME\t%s\t\t\t\t\t%s\t%s\t%s\t", country, role[0], role[1], role[2], country, country,
               role[0], role[1], role[2]);
    }
}

static void put_place(const tables *from) {
    uint32_t place = draw(from->place_sums, PLACES), country = place % 90 + 10;
    printf("4\tPlace%u, Country%u\tC%u\tC%u%02u\t%u\t%d.%02u\t%d.%02u\t-%u\t", place, place % 200, country, country,
           place % 50, 10000 + place, (int)(place % 140) - 60, place % 100, (int)(place % 320) - 160, place % 89,
           1000000 + place);
}

/* The address of an article, some 80 bytes. */
static void put_address(const tables *from) {
    static const char *const words[] = {"president", "minister", "talks", "border",    "attack",  "trade",
                                        "summit",    "police",   "visit", "elections", "protest", "aid",
                                        "court",     "troops",   "deal",  "crisis"};
    printf("https://www.site%u.example/news/%u", draw(from->host_sums, HOSTS), below(100000000));
    for (uint32_t i = 3 + below(4); i > 0; i--) {
        printf("%c%s", i % 5 ? '-' : '/', words[below(16)]);
    }
    printf(".html\n");
}

static void put_row(const tables *from, uint32_t row, uint32_t rows) {
    static const int32_t back[] = {7, 30, 365, 3652};
    ent_date added = 17532 + (ent_date)((uint64_t)row * 365 / rows); /* 2018 */
    ent_date day = chance() < 0.02 ? added - back[below(4)] : added;
    int32_t y, m, d, added_y, added_m, added_d;
    ent_date_to_ymd(day, &y, &m, &d);
    ent_date_to_ymd(added, &added_y, &added_m, &added_d);
    const ent_cameo *code = from->codes[draw(from->code_sums, from->code_count)];
    uint32_t mentions = 1 + below(12), quarter = (uint32_t)((uint64_t)row * 365 * 96 / rows % 96);
    printf("%u\t%04d%02d%02d\t%04d%02d\t%04d\t%.4f\t", 700000000 + row, y, m, d, y, m, y,
           y + (30 * (m - 1) + d) / 365.0);
    put_actor(from, chance() < 0.08);
    put_actor(from, chance() < 0.25);
    printf("%u\t%s\t%.3s\t%s\t%u\t%.1f\t%u\t%u\t%u\t%.14g\t", below(2), code->code, code->code, code->root, code->quad,
           code->goldstein, mentions, 1 + mentions / 4, mentions, chance() * 20 - 12);
    put_place(from);
    put_place(from);
    put_place(from);
    printf("%04d%02d%02d%02u%02u00\t", added_y, added_m, added_d, quarter / 4, quarter % 4 * 15);
    put_address(from);
}

int main(int count, char **arguments) {
    uint32_t rows = count > 1 ? (uint32_t)strtoul(arguments[1], NULL, 10) : 0;
    state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    if (rows == 0) {
        fprintf(stderr, "usage: bench_generate ROWS [SEED] > FILE\n");
        return 2;
    }
    tables made = make_tables();
    for (uint32_t row = 0; row < rows; row++) {
        put_row(&made, row, rows);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
