/*
 * What chance would give each role of a broker: closed forms, O(groups) a broker.
 *
 * Bernoulli: every arc is there with probability d, so an ordered pair of others is an open two-path with q = d^2 (1-d); two that
 * share an arc are both there with d^3 (1-d)^2, which is d^3 (1-d)^3 above q^2 (Gould & Fernandez 1989, appendix).
 *
 * Labels: a role is a property f(i, k) of the groups of the two ends, drawn without replacement. The variance of the number of
 * paths with f needs the chance that two of them both have it, by the ends they share: three nodes drawn if they share one, four
 * if none, two if both.
 */
#include "brokerage.h"

#include <math.h>

void ent__brokerage_bernoulli(double *expected, double *variance, const ent__groups *groups, uint32_t g) {
    double n = groups->members, s = groups->sizes[g], d = groups->arcs / (n * (n - 1.0));
    double q = d * d * (1.0 - d), h = d * q * (1.0 - d) * (1.0 - d), two = 0.0, three = 0.0, mixed = 0.0, ends = 0.0;
    for (uint32_t c = 0; c < groups->count; c++) {
        double size = groups->sizes[c], rest = n - s - size;
        if (c != g) {
            two += size * (size - 1.0);
            three += size * (size - 1.0) * (size - 2.0);
            mixed += size * rest;
            ends += size * rest * (rest - 1.0);
        }
    }
    double pairs[ENT_BROKERAGE_COLUMNS] = {(s - 1.0) * (s - 2.0), two,   (n - s) * (s - 1.0),
                                           (n - s) * (s - 1.0),   mixed, (n - 1.0) * (n - 2.0)};
    double overlaps[ENT_BROKERAGE_COLUMNS] = {
        2.0 * (s - 1.0) * (s - 2.0) * (s - 3.0), 2.0 * three, (s - 1.0) * (n - s) * (n - 3.0),
        (s - 1.0) * (n - s) * (n - 3.0),         2.0 * ends,  2.0 * (n - 1.0) * (n - 2.0) * (n - 3.0)};
    for (int role = 0; role < ENT_BROKERAGE_COLUMNS; role++) {
        expected[role] = n > 1.0 ? q * pairs[role] : 0.0;
        variance[role] = n > 1.0 ? expected[role] * (1.0 - q) + h * overlaps[role] : 0.0;
    }
}

/* The chance that two paths have the role, as numbers of favourable draws; `two` is that of one path. */
typedef struct draws {
    double two, turned, source, target, chain, four;
} draws;

/* Sums over the groups other than the broker's, of the r nodes that each has. */
typedef struct powers {
    double own; /* of the broker's group, himself left out */
    double other; /* all others */
    double two, three, four, two_squared; /* sum of r(r-1), r(r-1)(r-2), r(r-1)(r-2)(r-3), (r(r-1))^2 */
    double centred; /* sum of r (R-r) (R-r-1): one node and two of other foreign groups */
} powers;

static powers add_powers(const ent__groups *groups, uint32_t g) {
    powers p = {.own = groups->sizes[g] - 1.0, .other = groups->members - groups->sizes[g]};
    for (uint32_t c = 0; c < groups->count; c++) {
        double r = groups->sizes[c], two = r * (r - 1.0), away = p.other - r;
        if (c != g) {
            p.two += two;
            p.three += two * (r - 2.0);
            p.four += two * (r - 2.0) * (r - 3.0);
            p.two_squared += two * two;
            p.centred += r * away * (away - 1.0);
        }
    }
    return p;
}

static void fill_draws(draws of[ENT_BROKERAGE_COLUMNS], const powers *p) {
    double r = p->own, o = p->other, two = r * (r - 1.0), three = two * (r - 2.0), pairs_apart;
    of[ENT_ROLE_COORDINATOR] = (draws){two, two, three, three, three, three * (r - 3.0)};
    pairs_apart = p->two * p->two - p->two_squared + p->four; /* two pairs, each within one foreign group */
    of[ENT_ROLE_CONSULTANT] = (draws){p->two, p->two, p->three, p->three, p->three, pairs_apart};
    double in = o * r, both = o * (o - 1.0) * two;
    of[ENT_ROLE_GATEKEEPER] = (draws){in, 0.0, o * two, o * (o - 1.0) * r, 0.0, both};
    of[ENT_ROLE_REPRESENTATIVE] = (draws){in, 0.0, o * (o - 1.0) * r, o * two, 0.0, both};
    double mixed = o * (o - 1.0) - p->two, any = o * (o - 1.0) * (o - 2.0) * (o - 3.0);
    double four = any - 2.0 * p->two * (o - 2.0) * (o - 3.0) + pairs_apart;
    of[ENT_ROLE_LIAISON] = (draws){mixed, mixed, p->centred, p->centred, p->centred, four};
}

void ent__brokerage_labels(double *expected, double *variance, const ent__groups *groups, uint32_t g,
                           const ent__overlaps *o) {
    double m = groups->members - 1.0;
    double of_two = m > 1.0 ? 1.0 / (m * (m - 1.0)) : 0.0;
    double of_three = m > 2.0 ? of_two / (m - 2.0) : 0.0, of_four = m > 3.0 ? of_three / (m - 3.0) : 0.0;
    draws of[ENT_BROKERAGE_COLUMNS];
    powers p = add_powers(groups, g);
    fill_draws(of, &p);
    for (int role = 0; role < ENT_BROKERAGE_TOTAL; role++) {
        const draws *d = &of[role];
        double mean = o->same * d->two * of_two;
        double squared = (o->same * d->two + o->turned * d->turned) * of_two + o->apart * d->four * of_four +
                         (o->source * d->source + o->target * d->target + o->chain * d->chain) * of_three;
        double spread = squared - mean * mean;
        expected[role] = mean;
        variance[role] = spread > 1e-12 * squared ? spread : 0.0; /* below that it is rounding */
    }
    expected[ENT_BROKERAGE_TOTAL] = o->same; /* whatever the groups are */
    variance[ENT_BROKERAGE_TOTAL] = 0.0;
}
