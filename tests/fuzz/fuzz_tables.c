/* Event files that are tables, of any format and compressed or not: they are refused with a reason, or every row is kept or
 * rejected. */
#include "fuzz_rows.h"

/* The first byte is no part of the file: 'c' stands for columns of the caller's, 'w' for them with a weight. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_event_columns columns = ENT_EVENT_COLUMNS_INIT;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    if (size == 0) {
        return 0;
    }
    if (data[0] == 'c' || data[0] == 'w') {
        columns.source = "1";
        columns.target = "2";
        columns.date = "3";
        columns.code = "4";
        columns.weight = data[0] == 'w' ? "5" : NULL;
    } else {
        columns.epoch = "2018-01-01";
    }
    options.columns = &columns;
    ent_status status = fuzz_read_twice(data + 1, size - 1, options);
    FUZZ_CHECK(status == ENT_OK || status == ENT_EFORMAT || status == ENT_EIO);
    return 0;
}
