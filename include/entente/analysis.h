/**
 * @file analysis.h
 * Functions of a network: who is central, by which path, in which camps; and, of a graph and a view, paths through time
 * and who could mediate. They never change anything. What every number means: the comment of each, with its source.
 *
 * Unsigned measures see only the positive layer: edges with P > 0. NaN means undefined, and only that; +inf means not
 * reachable. Equal means within a relative 1e-10, for lengths and in rankings alike. Results do not depend on threads.
 */
#ifndef ENTENTE_ANALYSIS_H
#define ENTENTE_ANALYSIS_H

#include <entente/journeys.h>
#include <entente/mediators.h>
#include <entente/paths.h>
#include <entente/scores.h>
#include <entente/structure.h>
#include <entente/validation.h>

#endif
