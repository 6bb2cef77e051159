/*
 * The graph file: the columns of the store (graph/image.h) one after another, each with its checksum, read back without parsing.
 * O(bytes). Nothing of a file is believed: lengths are compared with the size of the file before memory is taken, bytes with their
 * checksum, and what they say by ent__image_adopt(). Every byte of a file counts: gaps are zero and nothing follows the end.
 *
 * Version 2 (1 had no weights), numbers as the machine that wrote them has them (the head says which; another order is refused):
 *
 *     0   8 bytes  89 'E' 'N' 'T' 0D 0A 1A 0A   (as of PNG: shows a transfer as text)
 *     8   u32      version
 *     12  u32      0x01020304, the byte order
 *     16  u64      number of columns
 *     24  u64      XXH3 (64 bits) of the table with bytes 8 to 23 before it
 *     32  table    a row a column, in the order of their numbers: u64 bytes an item, items, offset in the file, XXH3 of its bytes
 *         columns  each at the next multiple of 8, zeroes before it
 */
#define XXH_INLINE_ALL
#include "../graph/image.h"
#include <entente/io.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define VERSION 2u
#define ORDER 0x01020304u

static const unsigned char magic[8] = {0x89, 'E', 'N', 'T', 0x0D, 0x0A, 0x1A, 0x0A};

typedef struct row {
    uint64_t item_size, count, offset, checksum;
} row;
typedef struct head {
    unsigned char magic[8];
    uint32_t version, order;
    uint64_t columns, checksum;
    row rows[ENT__COLUMN_COUNT];
} head;
_Static_assert(sizeof(head) == 32 + 32 * (size_t)ENT__COLUMN_COUNT, "the head has no gaps");

static uint64_t padded(uint64_t offset) {
    return (offset + 7) & ~(uint64_t)7;
}

static uint64_t checksum_of_head(const head *given) {
    head summed = *given;
    summed.checksum = 0;
    const char *bytes = (const char *)&summed;
    return XXH3_64bits(bytes + sizeof magic, sizeof summed - sizeof magic);
}

/* ---- Writing ------------------------------------------------------------------------------------------------------ */

static void fill_head(head *made, const ent__image *image) {
    *made = (head){.version = VERSION, .order = ORDER, .columns = ENT__COLUMN_COUNT};
    memcpy(made->magic, magic, sizeof magic);
    uint64_t offset = sizeof *made;
    for (int i = 0; i < ENT__COLUMN_COUNT; i++) {
        const ent__column *column = &image->columns[i];
        uint64_t size = ent__column_size((ent__column_name)i);
        made->rows[i] = (row){size, column->count, padded(offset), XXH3_64bits(column->items, size * column->count)};
        offset = made->rows[i].offset + size * column->count;
    }
    made->checksum = checksum_of_head(made);
}

static ent_status write_all(const ent_sink *sink, const ent__image *image, const ent_run *run, ent_error *error) {
    static const char zeroes[8] = {0};
    head made;
    fill_head(&made, image);
    uint64_t at = sizeof made;
    ent_status status = ent__write(sink, error, (const char *)&made, sizeof made);
    for (int i = 0; status == ENT_OK && i < ENT__COLUMN_COUNT; i++) {
        const row *of = &made.rows[i];
        size_t length = (size_t)(of->item_size * of->count);
        status = ent__write(sink, error, zeroes, (size_t)(of->offset - at));
        if (status == ENT_OK && length) {
            status = ent__write(sink, error, image->columns[i].items, length);
        }
        if (status == ENT_OK) {
            status = ent__progress(run, (double)(i + 1) / ENT__COLUMN_COUNT, error);
        }
        at = of->offset + length;
    }
    return status;
}

ent_status ent_graph_file_save(const char *path, const ent_graph *graph, const ent_run *run, ent_error *error) {
    ent__image image;
    ent_file *file = NULL;
    ent_status status = ent__image_make(&image, graph, error);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_file_create(&file, path, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_file_sink(file);
        status = write_all(&sink, &image, run, error);
    }
    if (status == ENT_OK) {
        status = ent_file_commit(file, error);
    }
    ent_file_free(file);
    ent__image_free(&image);
    return status;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

static ent_status fail(ent_error *error, const char *path, int reason) {
    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0) {
        snprintf(text, sizeof text, "error %d", reason);
    }
    return ent__fail(error, ENT_EIO, "cannot read %.300s: %s", path, text);
}

/* Reads `length` bytes; a file that ends before is none of ours. */
static ent_status read_bytes(int descriptor, const char *path, void *bytes, size_t length, ent_error *error) {
    for (size_t done = 0; done < length;) {
        ssize_t count = read(descriptor, (char *)bytes + done, length - done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail(error, path, errno);
        }
        if (count == 0) {
            return ent__fail(error, ENT_EFORMAT, "%.300s ends too early for a graph file", path);
        }
        done += (size_t)count;
    }
    return ENT_OK;
}

static ent_status check_version(const head *read, const char *path, ent_error *error) {
    if (memcmp(read->magic, magic, sizeof magic) != 0) {
        return ent__fail(error, ENT_EFORMAT, "%.300s is no graph file", path);
    }
    if (read->order != ORDER) {
        return ent__fail(error, ENT_EFORMAT,
                         "%.300s was written on a machine of another byte order; import it anew here", path);
    }
    if (read->version != VERSION) {
        return ent__fail(error, ENT_EFORMAT, "%.300s is a graph file of version %u; expected %u", path, read->version,
                         VERSION);
    }
    return ENT_OK;
}

/* Columns fill the file in their order, so that their lengths are bounded by its size. */
static ent_status check_table(const head *read, const char *path, uint64_t size, ent_error *error) {
    bool fits = read->columns == ENT__COLUMN_COUNT && read->checksum == checksum_of_head(read);
    uint64_t at = sizeof *read;
    for (int i = 0; fits && i < ENT__COLUMN_COUNT; i++) {
        const row *of = &read->rows[i];
        fits = of->item_size == ent__column_size((ent__column_name)i) && of->offset == padded(at) &&
               of->offset <= size && of->count <= (size - of->offset) / of->item_size;
        at = fits ? of->offset + of->item_size * of->count : 0;
    }
    return fits && at == size ? ENT_OK
                              : ent__fail(error, ENT_EFORMAT, "%.300s is damaged: its table does not fit it", path);
}

static ent_status read_column(ent__column *column, const row *of, uint64_t at, int descriptor, const char *path,
                              ent_error *error) {
    char gap[8] = {0};
    size_t length = (size_t)(of->item_size * of->count);
    static const char zeroes[8] = {0};
    *column = (ent__column){malloc(length ? length : 1), (size_t)of->count, true};
    if (!column->items) {
        return ent__fail_memory(error);
    }
    ent_status status = read_bytes(descriptor, path, gap, (size_t)(of->offset - at), error);
    if (status == ENT_OK) {
        status = read_bytes(descriptor, path, column->items, length, error);
    }
    if (status == ENT_OK &&
        (memcmp(gap, zeroes, sizeof gap) != 0 || XXH3_64bits(column->items, length) != of->checksum)) {
        status = ent__fail(error, ENT_EFORMAT, "%.300s is damaged: bytes from %.0f on do not fit their checksum", path,
                           (double)of->offset);
    }
    return status;
}

static ent_status read_image(ent__image *image, int descriptor, const char *path, const ent_run *run,
                             ent_error *error) {
    struct stat about;
    head read;
    if (fstat(descriptor, &about) != 0) {
        return fail(error, path, errno);
    }
    if (!S_ISREG(about.st_mode)) {
        return ent__fail(error, ENT_EIO, "cannot read %.300s: a graph file must be a file, no pipe or folder", path);
    }
    ent_status status = read_bytes(descriptor, path, &read, sizeof read, error);
    if (status == ENT_OK) {
        status = check_version(&read, path, error);
    }
    if (status == ENT_OK) {
        status = check_table(&read, path, (uint64_t)about.st_size, error);
    }
    uint64_t at = sizeof read;
    for (int i = 0; status == ENT_OK && i < ENT__COLUMN_COUNT; i++) {
        status = read_column(&image->columns[i], &read.rows[i], at, descriptor, path, error);
        at = read.rows[i].offset + read.rows[i].item_size * read.rows[i].count;
        if (status == ENT_OK) {
            status = ent__progress(run, (double)(i + 1) / (2 * ENT__COLUMN_COUNT), error);
        }
    }
    return status;
}

ent_status ent_graph_file_open(ent_graph **graph, const char *path, const ent_run *run, ent_error *error) {
    ent__image image = {0};
    *graph = NULL;
    if (!path || !*path) {
        return ent__fail(error, ENT_EINVAL, "the path of a file to read is empty");
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(error, path, errno);
    }
    ent_status status = read_image(&image, descriptor, path, run, error);
    close(descriptor);
    if (status == ENT_OK) {
        status = ent__image_adopt(graph, &image, run, error);
    }
    ent__image_free(&image);
    return status;
}
