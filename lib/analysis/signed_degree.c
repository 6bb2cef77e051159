/*
 * Positive and negative neighbours of every actor. O(n + m).
 */
#include "signed_layer.h"

ent_status ent_signed_degree(uint32_t *positive, uint32_t *negative, const ent_network *network, ent_mode mode,
                             const ent_signed_options *options, ent_error *error) {
    ent_signed_options read;
    ent__signed_layer layer;
    ent_status status = ent__signed_options_read(&read, options, ENT__ONLY_SIGN, error);
    if (status == ENT_OK) {
        status = ent__signed_layer_make(&layer, network, mode, &read, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t node = 0; node < layer.node_count; node++) {
        positive[node] = negative[node] = 0;
        for (uint32_t i = layer.offsets[node]; i < layer.offsets[node + 1]; i++) {
            bool friendly = layer.values[layer.ties[i]] > 0.0;
            positive[node] += friendly;
            negative[node] += !friendly;
        }
    }
    ent__signed_layer_free(&layer);
    return ENT_OK;
}
