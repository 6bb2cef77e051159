/*
 * The graph file: the columns of the store (graph/image.h) one after another, each with its checksum, opened without parsing: the
 * big ones stay where they lie, in a mapping of the file. Copying them into memory of the process took twice as long (16 against
 * 7 ms for 77 MB on two threads, nearly all of it the system's work on new pages), and would be all that opening takes.
 *
 * Nothing of a file is believed: lengths are compared with its size before anything is looked at, bytes with their checksum, and what
 * they say by ent__image_adopt(). Every byte of a file counts: gaps are zero and nothing follows the end. O(bytes), on all threads.
 * SQLite would do as well, but decodes each value by itself: to give the relations of 20 million events back it takes 43 times as
 * long, more than twice what reading the events anew does (tests/bench/graph_file).
 * Must never be written in place, which would change graphs that are open: a file is replaced as a whole.
 *
 * Version 3 (1 had no weights, 2 no blocks), numbers as the machine that wrote them has them (the head says which; another order is
 * refused):
 *
 *     0   8 bytes  89 'E' 'N' 'T' 0D 0A 1A 0A   (as of PNG: shows a transfer as text)
 *     8   u32      version
 *     12  u32      0x01020304, the byte order
 *     16  u64      number of columns
 *     24  u64      XXH3 (64 bits, seed 0) of the table with bytes 8 to 31 before it, where this number itself counts as 0
 *     32  table    a row a column, in the order of their numbers: u64 bytes an item, items, offset in the file, checksum
 *         columns  each at the next multiple of 8, zeroes before it; graph/image.h has what each holds, byte by byte
 *
 * The checksum of a column: each 262,144 bytes of it (the last block is shorter, an empty column has none) have their XXH3, and the
 * checksum is the XXH3 of these numbers in a row, so that threads share a column out.
 */
#define XXH_INLINE_ALL
#include "../base/parallel.h"
#include "../graph/image.h"
#include <entente/io.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define VERSION 3u
#define ORDER 0x01020304u
/* Bytes of a column that one checksum is of, before they are summed up. */
#define BLOCK ((size_t)1 << 18)

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

/* ---- Checksums ---------------------------------------------------------------------------------------------------- */

/* All columns cut into blocks, and the checksum of each block. */
typedef struct blocks {
    const ent__image *image;
    size_t first[ENT__COLUMN_COUNT + 1]; /* block of each column; the last: how many */
    uint64_t *sums;
} blocks;

static size_t length_of(const ent__image *image, int column) {
    return image->columns[column].count * ent__column_size((ent__column_name)column);
}

static ent_status sum_block(void *context, uint32_t worker, size_t item, ent_error *error) {
    const blocks *all = context;
    int column = 0;
    (void)worker, (void)error;
    while (all->first[column + 1] <= item) {
        column++;
    }
    size_t from = (item - all->first[column]) * BLOCK, left = length_of(all->image, column) - from;
    const char *bytes = all->image->columns[column].items;
    all->sums[item] = XXH3_64bits(bytes + from, left < BLOCK ? left : BLOCK);
    return ENT_OK;
}

/* The checksum of each column: that of the checksums of its blocks. */
static ent_status sum_columns(uint64_t sums[ENT__COLUMN_COUNT], const ent__image *image, uint32_t threads,
                              const ent_run *run, ent_error *error) {
    blocks all = {.image = image};
    for (int i = 0; i < ENT__COLUMN_COUNT; i++) {
        all.first[i + 1] = all.first[i] + length_of(image, i) / BLOCK + (length_of(image, i) % BLOCK > 0);
    }
    all.sums = ent__calloc(all.first[ENT__COLUMN_COUNT], sizeof *all.sums);
    if (!all.sums) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__parallel(all.first[ENT__COLUMN_COUNT], threads, sum_block, &all, run, error);
    for (int i = 0; status == ENT_OK && i < ENT__COLUMN_COUNT; i++) {
        sums[i] = XXH3_64bits(all.sums + all.first[i], (all.first[i + 1] - all.first[i]) * sizeof *all.sums);
    }
    free(all.sums);
    return status;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------ */

static ent_status fill_head(head *made, const ent__image *image, const ent_run *run, ent_error *error) {
    uint64_t sums[ENT__COLUMN_COUNT], offset = sizeof *made;
    *made = (head){.version = VERSION, .order = ORDER, .columns = ENT__COLUMN_COUNT};
    memcpy(made->magic, magic, sizeof magic);
    ent_status status = sum_columns(sums, image, ent__threads(run), NULL, error);
    for (int i = 0; status == ENT_OK && i < ENT__COLUMN_COUNT; i++) {
        uint64_t size = ent__column_size((ent__column_name)i), count = image->columns[i].count;
        made->rows[i] = (row){size, count, padded(offset), sums[i]};
        offset = made->rows[i].offset + size * count;
    }
    made->checksum = checksum_of_head(made);
    return status;
}

static ent_status write_all(const ent_sink *sink, const ent__image *image, const ent_run *run, ent_error *error) {
    static const char zeroes[8] = {0};
    head made;
    uint64_t at = sizeof made;
    ent_status status = fill_head(&made, image, run, error);
    if (status == ENT_OK) {
        status = ent__write(sink, error, (const char *)&made, sizeof made);
    }
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

/* The whole file in memory, to be read only. */
static ent_status map_file(ent__mapping *mapping, int descriptor, const char *path, ent_error *error) {
    struct stat about;
    if (fstat(descriptor, &about) != 0) {
        return fail(error, path, errno);
    }
    if (!S_ISREG(about.st_mode)) {
        return ent__fail(error, ENT_EIO, "cannot read %.300s: a graph file must be a file, no pipe or folder", path);
    }
    if ((uint64_t)about.st_size < sizeof(head)) {
        return ent__fail(error, ENT_EFORMAT, "%.300s ends too early for a graph file", path);
    }
    void *bytes = (uint64_t)about.st_size > SIZE_MAX
                      ? MAP_FAILED
                      : mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED) {
        return errno == ENOMEM ? ent__fail_memory(error) : fail(error, path, errno);
    }
    *mapping = (ent__mapping){bytes, (size_t)about.st_size};
    return ENT_OK;
}

/* Columns where the table says that they lie, which was checked; and the gaps between them. */
static ent_status find_columns(ent__image *image, const head *read, const char *path, ent_error *error) {
    static const char zeroes[8] = {0};
    char *bytes = image->mapping.bytes;
    uint64_t at = sizeof *read;
    for (int i = 0; i < ENT__COLUMN_COUNT; i++) {
        const row *of = &read->rows[i];
        if (memcmp(bytes + at, zeroes, (size_t)(of->offset - at)) != 0) {
            return ent__fail(error, ENT_EFORMAT, "%.300s is damaged: bytes from %.0f on should be zero", path,
                             (double)at);
        }
        image->columns[i] = (ent__column){bytes + of->offset, (size_t)of->count, false};
        at = of->offset + of->item_size * of->count;
    }
    return ENT_OK;
}

static ent_status check_sums(const ent__image *image, const head *read, const char *path, const ent_run *run,
                             ent_error *error) {
    uint64_t sums[ENT__COLUMN_COUNT];
    ent_status status = sum_columns(sums, image, ent__threads(run), run, error);
    for (int i = 0; status == ENT_OK && i < ENT__COLUMN_COUNT; i++) {
        if (sums[i] != read->rows[i].checksum) {
            status = ent__fail(error, ENT_EFORMAT, "%.300s is damaged: bytes from %.0f on do not fit their checksum",
                               path, (double)read->rows[i].offset);
        }
    }
    return status;
}

static ent_status read_image(ent__image *image, int descriptor, const char *path, const ent_run *run,
                             ent_error *error) {
    head read;
    ent_status status = map_file(&image->mapping, descriptor, path, error);
    if (status == ENT_OK) {
        memcpy(&read, image->mapping.bytes, sizeof read);
        status = check_version(&read, path, error);
    }
    if (status == ENT_OK) {
        status = check_table(&read, path, image->mapping.length, error);
    }
    if (status == ENT_OK) {
        status = find_columns(image, &read, path, error);
    }
    return status == ENT_OK ? check_sums(image, &read, path, run, error) : status;
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
        if (status == ENT_EFORMAT && error) {
            char said[ENT_ERROR_MESSAGE];
            memcpy(said, error->message, sizeof said);
            ent__fail(error, status, "%.200s: %.300s", path, said);
        }
    }
    ent__image_free(&image);
    return status;
}
