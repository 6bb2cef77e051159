/* Dates: whatever the text, days or an error at a column of it; and days written read back as the same. */
#include "fuzz.h"

#include <entente/base.h>

static void write_and_read(ent_date first, ent_date last) {
    char text[ENT_DATE_TEXT];
    ent_date again_first, again_last;
    ent_date_format(text, first, last);
    FUZZ_CHECK(strlen(text) < sizeof text);
    FUZZ_CHECK(ent_date_parse(&again_first, &again_last, text, NULL) == ENT_OK);
    FUZZ_CHECK(again_first == first && again_last == last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size);
    ent_date first, last;
    ent_error error;
    ent_status status = ent_date_parse(&first, &last, text, &error);
    if (status == ENT_OK) {
        FUZZ_CHECK(first <= last && (first != ENT_DATE_MIN || last != ENT_DATE_MAX));
        write_and_read(first, last);
    } else {
        FUZZ_CHECK(status == ENT_EPARSE && error.line == 1 && error.column >= 1 && error.column <= strlen(text) + 1);
        FUZZ_CHECK(first == 0 && last == 0);
    }
    free(text);
    int32_t days[2], year, month, day;
    if (size == sizeof days) { /* any two days at all have a text that fits */
        char room[ENT_DATE_TEXT];
        memcpy(days, data, sizeof days);
        ent_date_format(room, days[0], days[1]);
        FUZZ_CHECK(strlen(room) < sizeof room);
        ent_date_to_ymd(days[0], &year, &month, &day);
        FUZZ_CHECK(month >= 1 && month <= 12 && day >= 1 && day <= 31);
    }
    return 0;
}
