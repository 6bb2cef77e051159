/*
 * Text as names are compared and shown: UTF-8 checks, folding, width. Unicode is utf8proc's; what it does not decompose
 * (letters with a stroke, ligatures) is spelt out by a short table here. O(length).
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define TATWEEL 0x640 /* stretches a line of Arabic script */

/* How many bytes from the start are ASCII without NUL, in steps of eight: a byte above 127 has its high bit, and from a NUL
 * and no other of ASCII taking one away leaves that bit. */
static size_t ascii_start(const char *text, size_t length) {
    const uint64_t ones = 0x0101010101010101u;
    size_t i = 0;
    for (uint64_t word; length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if ((word | (word - ones)) & ones << 7) {
            break;
        }
    }
    return i;
}

bool ent__utf8_valid(const char *text, size_t length, size_t *bad) {
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    size_t i = ascii_start(text, length);
    while (i < length) {
        if (bytes[i] > 0 && bytes[i] < 128) {
            i++;
            continue;
        }
        utf8proc_int32_t character;
        utf8proc_ssize_t used = bytes[i] ? utf8proc_iterate(bytes + i, (utf8proc_ssize_t)(length - i), &character)
                                         : UTF8PROC_ERROR_INVALIDUTF8;
        if (used <= 0) {
            if (bad) {
                *bad = i;
            }
            return false;
        }
        i += (size_t)used;
        i += ascii_start(text + i, length - i);
    }
    return true;
}

/* Letters that have no decomposition, as people type them without their marks; lower case (folding came first). */
static const char *spelt_out(utf8proc_int32_t character) {
    static const struct {
        utf8proc_int32_t character;
        const char *text;
    } table[] = {{0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"},
                 {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].character == character) {
            return table[i].text;
        }
    }
    return NULL;
}

/* True for marks that are no accents: vowel signs of Indic and Thai script (combining class 0), the voicing of kana (8) and
 * the sign that a vowel is missing (9). Accents, points, tones and nuktas people leave out; these they do not. */
static bool is_spelling(utf8proc_int32_t mark) {
    utf8proc_propval_t class = utf8proc_get_property(mark)->combining_class;
    return class == 0 || class == 8 || class == 9;
}

/* True for what tells names apart: letters, digits and marks of spelling; not accents, punctuation, spaces, symbols. */
static bool is_kept(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return is_spelling(character);
    case UTF8PROC_CATEGORY_LM:
        return character != TATWEEL;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

/* Drops and spells out in place of a mapped text; never longer than it was (two bytes at least for two letters). */
static void keep_letters(char *text) {
    const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)text;
    char *to = text;
    utf8proc_int32_t character;
    for (utf8proc_ssize_t used; *from && (used = utf8proc_iterate(from, -1, &character)) > 0; from += used) {
        const char *letters = spelt_out(character);
        if (letters) {
            size_t length = strlen(letters);
            memcpy(to, letters, length);
            to += length;
        } else if (is_kept(character)) {
            memmove(to, from, (size_t)used);
            to += used;
        }
    }
    *to = '\0';
}

/* Folds a text in ASCII, as most are, without Unicode's tables; false if it is not. *folded is NULL on exhaustion. */
static bool fold_ascii(char **folded, const char *text, size_t length) {
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++) {
        all |= (unsigned char)text[i];
    }
    if (all > 127) {
        return false;
    }
    char *to = *folded = ent__calloc(length + 1, 1);
    for (size_t i = 0; to && i < length; i++) {
        char at = text[i];
        bool is_upper = at >= 'A' && at <= 'Z';
        *to = is_upper ? (char)(at + 'a' - 'A') : at;
        to += is_upper || (at >= 'a' && at <= 'z') || (at >= '0' && at <= '9');
    }
    if (to) {
        *to = '\0';
    }
    return true;
}

/* Folds any text, perhaps to nothing. */
static ent_status fold_unicode(char **folded, const char *text, ent_error *error) {
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_option_t how =
        UTF8PROC_NULLTERM | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped, how);
    if (length < 0) {
        return length == UTF8PROC_ERROR_NOMEM
                   ? ent__fail_memory(error)
                   : ent__fail(error, ENT_EINVAL, "a name cannot be compared: %s", utf8proc_errmsg(length));
    }
    *folded = (char *)mapped;
    keep_letters(*folded);
    return ENT_OK;
}

ent_status ent__fold(char **folded, const char *text, ent_error *error) {
    *folded = NULL;
    size_t bad, length = strlen(text);
    if (fold_ascii(folded, text, length)) {
        if (!*folded) {
            return ent__fail_memory(error);
        }
    } else {
        if (!ent__utf8_valid(text, length, &bad)) {
            return ent__fail(error, ENT_EINVAL, "a name is not UTF-8 at byte %zu", bad);
        }
        ent_status status = fold_unicode(folded, text, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    if (!**folded && *text) {
        /* Nothing but signs: the signs themselves, so that two such names still differ. */
        free(*folded);
        *folded = ent__calloc(length + 1, 1);
        if (!*folded) {
            return ent__fail_memory(error);
        }
        memcpy(*folded, text, length);
    }
    return ENT_OK;
}

size_t ent__display_width(const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    size_t width = 0;
    utf8proc_int32_t character;
    for (utf8proc_ssize_t used; *at && (used = utf8proc_iterate(at, -1, &character)) > 0; at += used) {
        int columns = utf8proc_charwidth(character);
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}
