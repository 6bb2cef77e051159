/*
 * Which instructions the machine has. Asked once a batch; the processor's answer is kept by the compiler's runtime.
 */
#include "lanes.h"

ent__instruction_set ent__instructions_most = ENT__AVX512;

ent__instruction_set ent__instructions(void) {
    ent__instruction_set best = ENT__PLAIN;
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx512f")) {
        best = ENT__AVX512;
    } else if (__builtin_cpu_supports("avx2")) {
        best = ENT__AVX2;
    }
#endif
    return best < ent__instructions_most ? best : ent__instructions_most;
}
