/**
 * @file entente.h
 * All of entente: graphs of political actors, from store to diagram.
 */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include <entente/analysis.h>
#include <entente/backchannel.h>
#include <entente/base.h>
#include <entente/brokerage.h>
#include <entente/certainty.h>
#include <entente/compare.h>
#include <entente/events.h>
#include <entente/graph.h>
#include <entente/index.h>
#include <entente/io.h>
#include <entente/network.h>
#include <entente/ontology.h>
#include <entente/signed.h>
#include <entente/view.h>

#endif
