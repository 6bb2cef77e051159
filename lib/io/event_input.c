/*
 * Files of events as blocks of whole lines. Of a regular file any thread reads any block, by its place: pread into memory
 * that stays in the processor's cache is faster than mapping the file, and a file that shrinks meanwhile is an error
 * rather than a signal. Of a pipe the blocks are read in order, one after the other.
 *
 * A block owns the lines that begin in its place, and reads on until the last of them ends.
 */
#include "event_archive.h"
#include "event_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD 65536u
/* What a block reads beyond its place at first, for its last line. */
#define BEYOND 4096u
/* Positions within a block are 32 bits. */
#define LONGEST_LINE ((size_t)1 << 30)

static ent_status fail(ent_error *error, const char *path, int reason) {
    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0) {
        snprintf(text, sizeof text, "error %d", reason);
    }
    return ent__fail(error, ENT_EIO, "cannot read %.300s: %s", path, text);
}

/* Reads up to `length` bytes, fewer only at the end of the file; from `offset`, or of a stream what comes next. */
static ent_status read_bytes(const ent__event_file *file, char *bytes, size_t length, uint64_t offset, size_t *done,
                             ent_error *error) {
    *done = 0;
    if (file->archive) {
        return ent__archive_read(file->archive, bytes, length, done, error);
    }
    while (*done < length) {
        ssize_t count = file->is_stream
                            ? read(file->descriptor, bytes + *done, length - *done)
                            : pread(file->descriptor, bytes + *done, length - *done, (off_t)(offset + *done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail(error, file->path, errno);
        }
        if (count == 0) {
            break;
        }
        *done += (size_t)count;
    }
    return ENT_OK;
}

/* Room for `length` bytes of text in a block, with the pads; what is there stays. */
static ent_status reserve(ent__block *block, size_t length, ent_error *error) {
    if (length > LONGEST_LINE) {
        return ent__fail(error, ENT_ELIMIT, "a line of more than %zu bytes", LONGEST_LINE);
    }
    if (!ENT__RESERVE(block->memory, block->memory_size, length + 2 * ENT__PAD)) {
        return ent__fail_memory(error);
    }
    block->bytes = block->memory + ENT__PAD;
    return ENT_OK;
}

void ent__block_free(ent__block *block) {
    for (size_t i = 0; i < block->actor_count; i++) {
        free(block->actors[i]);
    }
    for (size_t i = 0; i < block->publisher_count; i++) {
        free(block->publishers[i]);
    }
    free(block->actors);
    free(block->publishers);
    free(block->memory);
    free(block->rows);
    free(block->row_flags);
    free(block->rejected);
    free(block->texts);
    free(block->sides);
    free(block->weights);
    ent__scan_free(&block->scan);
    memset(block, 0, sizeof *block);
}

/* ---- Opening ------------------------------------------------------------------------------------------------------ */

/* A byte order mark is no part of the first line. */
static void skip_mark(ent__event_file *file) {
    if (file->head_length >= 3 && memcmp(file->head, "\xEF\xBB\xBF", 3) == 0) {
        file->head_length -= 3;
        memmove(file->head, file->head + 3, file->head_length);
        file->begin = file->next = 3;
    }
}

static ent_status open_descriptor(ent__event_file *file, ent_error *error) {
    struct stat about;
    bool is_input = strcmp(file->path, "-") == 0;
    file->descriptor = is_input ? STDIN_FILENO : open(file->path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0) {
        return fail(error, file->path, errno);
    }
    file->is_open = true;
    if (fstat(file->descriptor, &about) != 0) {
        return fail(error, file->path, errno);
    }
    if (S_ISDIR(about.st_mode)) {
        return fail(error, file->path, EISDIR);
    }
    file->is_stream = is_input || !S_ISREG(about.st_mode);
    file->is_rereadable = !file->is_stream;
    file->size = file->is_stream ? 0 : (uint64_t)about.st_size;
    return ENT_OK;
}

static ent_status read_head(ent__event_file *file, ent_error *error) {
    return read_bytes(file, file->head, HEAD, 0, &file->head_length, error);
}

/* The text of a compressed file in place of its bytes. */
static ent_status open_archive(ent__event_file *file, ent_error *error) {
    if (!file->is_stream && lseek(file->descriptor, (off_t)file->head_length, SEEK_SET) < 0) {
        return fail(error, file->path, errno);
    }
    file->is_stream = true;
    ent_status status =
        ent__archive_open(&file->archive, file->descriptor, file->path, file->head, file->head_length, error);
    return status == ENT_OK ? read_head(file, error) : status;
}

/* A path that goes into a zip ("years.zip/2012.csv"), which no file of the system has; else ENT_ENOTFOUND. */
static ent_status open_member(ent__event_file *file, ent_error *error) {
    struct stat about;
    if (strcmp(file->path, "-") == 0 || stat(file->path, &about) == 0 || errno != ENOTDIR) {
        return ENT_ENOTFOUND;
    }
    ent_status status = ent__archive_open_member(&file->archive, &file->size, file->path, error);
    file->is_open = file->is_stream = file->is_rereadable = status == ENT_OK;
    return status;
}

ent_status ent__event_file_open(ent__event_file *file, ent_error *error) {
    ent_status status = open_member(file, error);
    status = status == ENT_ENOTFOUND ? open_descriptor(file, error) : status;
    if (status == ENT_OK && !ENT__RESERVE(file->head, file->head_capacity, HEAD + ENT__PAD)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = read_head(file, error);
    }
    if (status == ENT_OK && !file->archive && ent__is_compressed(file->head, file->head_length)) {
        status = open_archive(file, error);
    }
    if (status == ENT_OK) {
        skip_mark(file);
        bool only_cr = !memchr(file->head, '\n', file->head_length) && memchr(file->head, '\r', file->head_length);
        file->newline = only_cr ? '\r' : '\n';
    }
    return status;
}

void ent__event_file_close(ent__event_file *file) {
    ent__archive_close(file->archive);
    if (file->descriptor >= 0 && file->descriptor != STDIN_FILENO) {
        close(file->descriptor);
    }
    free(file->head);
    file->archive = NULL;
    file->head = NULL;
    file->head_length = file->head_capacity = 0;
    file->descriptor = -1;
    file->is_open = false;
}

void ent__event_file_free(ent__event_file *file) {
    ent__event_file_close(file);
    ent__table_free(file->table);
    file->table = NULL;
}

/* ---- Blocks in order ----------------------------------------------------------------------------------------------- */

/* Behind the last whole record; 0 if there is none. Where fields are not quoted, that is the last line end. */
static size_t behind_records(const ent__event_file *file, const char *bytes, size_t length, bool at_end) {
    size_t end = 0;
    if (!file->reader->is_quoted) {
        while (length > 0 && bytes[length - 1] != file->newline) {
            length--;
        }
        return length;
    }
    while (end < length) {
        size_t next = ent__record_end((ent__field){bytes, length}, end, file->reader, file->newline, at_end, NULL);
        if (next == 0) {
            break;
        }
        end = next;
    }
    return end;
}

/* Keeps the bytes behind the block's records for the next one: those of the block's memory, or all of `head` behind them if
 * nothing else was read. */
static ent_status keep_rest(ent__event_file *file, const ent__block *block, size_t length, ent_error *error) {
    bool is_in_head = length <= file->head_length;
    size_t rest = (is_in_head ? file->head_length : length) - block->length;
    if (!ENT__RESERVE(file->head, file->head_capacity, rest)) {
        return ent__fail_memory(error);
    }
    memmove(file->head, is_in_head ? file->head + block->length : block->bytes + block->length, rest);
    file->head_length = rest;
    return ENT_OK;
}

/* Reads on until the block has `wanted` bytes: out of `head`, then from the file. */
static ent_status read_on(ent__event_file *file, ent__block *block, size_t *length, size_t wanted, ent_error *error) {
    size_t known = file->head_length < wanted ? file->head_length : wanted, done = 0;
    ent_status status = reserve(block, wanted + 1, error);
    if (status == ENT_OK && known > *length) {
        memcpy(block->bytes + *length, file->head + *length, known - *length);
        *length = known;
    }
    if (status == ENT_OK && *length < wanted) {
        status = read_bytes(file, block->bytes + *length, wanted - *length, file->next + *length, &done, error);
        file->is_done = *length + done < wanted;
        *length += done;
    }
    return status;
}

static ent_status next_in_order(ent__event_file *file, ent__block *block, size_t block_size, ent_error *error) {
    size_t length = 0, end = 0;
    ent_status status = ENT_OK;
    for (size_t wanted = block_size; status == ENT_OK && !end && !file->is_done; wanted *= 2) {
        status = read_on(file, block, &length, wanted, error);
        end = status == ENT_OK ? behind_records(file, block->bytes, length, file->is_done) : 0;
    }
    block->offset = file->next;
    block->length = file->is_done ? length : end;
    file->next += block->length;
    return status == ENT_OK ? keep_rest(file, block, length, error) : status;
}

/* ---- Blocks of a file --------------------------------------------------------------------------------------------- */

ent_status ent__event_file_next(ent__event_file *file, ent__block *block, size_t block_size, ent_error *error) {
    if (file->is_in_order) {
        return next_in_order(file, block, block_size, error);
    }
    block->offset = file->next;
    file->next += block_size;
    file->is_done = file->next >= file->size;
    return ENT_OK;
}

/* The end of the first line end at or behind `from`, or NULL. */
static const char *behind_newline(const char *bytes, size_t from, size_t length, char newline) {
    const char *found = from < length ? memchr(bytes + from, newline, length - from) : NULL;
    return found ? found + 1 : NULL;
}

/* Reads the place of a block and on to the end of its last line. *length gets how much, *end where that line ends, in the
 * text that begins `before` bytes ahead of the place. */
static ent_status read_place(const ent__event_file *file, ent__block *block, size_t before, size_t place,
                             size_t *length, size_t *end, ent_error *error) {
    uint64_t start = block->offset - before;
    size_t left = file->size - start < SIZE_MAX ? (size_t)(file->size - start) : SIZE_MAX;
    size_t wanted = before + place + BEYOND;
    *length = 0;
    for (;;) {
        wanted = wanted < left ? wanted : left;
        ent_status status = reserve(block, wanted + 1, error);
        size_t done = 0;
        if (status == ENT_OK) {
            status = read_bytes(file, block->bytes + *length, wanted - *length, start + *length, &done, error);
        }
        if (status == ENT_OK && *length + done < wanted) {
            status = ent__fail(error, ENT_EIO, "cannot read %.300s: it became shorter meanwhile", file->path);
        }
        if (status != ENT_OK) {
            return status;
        }
        *length = wanted;
        if (before && !memchr(block->bytes, file->newline, place)) {
            *end = *length; /* no line begins here: the one that goes through is another block's */
            return ENT_OK;
        }
        const char *behind = behind_newline(block->bytes, before + place - 1, *length, file->newline);
        if (behind || wanted == left) {
            *end = behind ? (size_t)(behind - block->bytes) : *length;
            return ENT_OK;
        }
        wanted *= 2;
    }
}

/* Cuts the block of a file to the lines that begin in its place. */
static ent_status read_of_file(const ent__event_file *file, ent__block *block, size_t block_size, ent_error *error) {
    uint64_t left = file->size > block->offset ? file->size - block->offset : 0;
    size_t place = left < block_size ? (size_t)left : block_size;
    size_t before = block->offset > file->begin ? 1 : 0; /* the byte that tells whether a line begins here */
    size_t length = 0, end = 0, start = 0;
    block->length = 0;
    if (place == 0) {
        return reserve(block, 1, error);
    }
    ent_status status = read_place(file, block, before, place, &length, &end, error);
    if (status != ENT_OK) {
        return status;
    }
    if (before) {
        const char *behind = behind_newline(block->bytes, 0, place, file->newline);
        start = behind ? (size_t)(behind - block->bytes) : length;
    }
    if (start < before + place) {
        block->length = end - start;
        block->offset += start - before;
        block->bytes += start;
    }
    return ENT_OK;
}

ent_status ent__event_file_read(const ent__event_file *file, ent__block *block, size_t block_size, ent_error *error) {
    ent_status status = file->is_in_order ? ENT_OK : read_of_file(file, block, block_size, error);
    if (status == ENT_OK) {
        block->completed = block->length > 0 && block->bytes[block->length - 1] != file->newline;
        block->bytes[block->length] = file->newline; /* there is room for it */
        block->length += block->completed;
    }
    return status;
}
