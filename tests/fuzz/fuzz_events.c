/* Files of GDELT, which no bytes make fail but those of UTF-16: every row is kept or rejected. */
#include "fuzz_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    options.format = ENT_EVENTS_GDELT;
    options.repair_codes = 1;
    ent_status status = fuzz_read_twice(data, size, options);
    FUZZ_CHECK(status == ENT_OK || (status == ENT_EFORMAT && size >= 2 && data[0] >= 0xFE && data[1] >= 0xFE));
    return 0;
}
