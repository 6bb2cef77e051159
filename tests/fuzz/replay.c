/* Runs a fuzz target over every file of its corpus, without a fuzzing engine: `fuzz_x FOLDER`. Prints how many. */
#include "fuzz.h"

#include <dirent.h>

/* Hands one file to the target; false if it cannot be read. */
static int replay(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return 0;
    }
    size_t size = 0, room = 1 << 20;
    uint8_t *data = malloc(room);
    for (size_t count = 1; data && count > 0;) {
        count = fread(data + size, 1, room - size, file);
        size += count;
        FUZZ_CHECK(size < room); /* a corpus is of small files */
    }
    fclose(file);
    uint8_t *exact = data ? realloc(data, size ? size : 1) : NULL; /* so that a read beyond its end is seen */
    FUZZ_CHECK(exact);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

int main(int argc, char **argv) {
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    int passed = 0, failed = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            replay(argv[1], entry->d_name) ? passed++ : failed++;
        }
    }
    if (folder) {
        closedir(folder);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
