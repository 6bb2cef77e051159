/* A file that appears whole or not at all: after success, failure, a kill, and in odd places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include "scratch.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void expect_text(const char *path, const char *expected) {
    char text[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

/* Writes a text into a file and commits it. */
static ent_status save(const char *path, const char *text, ent_error *error) {
    ent_file *file;
    ent_status status = ent_file_create(&file, path, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_file_sink(file);
        status = ent__puts(&sink, error, text);
    }
    if (status == ENT_OK) {
        status = ent_file_commit(file, error);
    }
    ent_file_free(file);
    return status;
}

static void a_file_appears_at_commit_and_not_before(void **state) {
    (void)state;
    const char *path = scratch_path("new");
    ent_file *file;
    assert_int_equal(ent_file_create(&file, path, NULL), ENT_OK);
    ent_sink sink = ent_file_sink(file);
    assert_int_equal(ent__puts(&sink, NULL, "whole"), ENT_OK);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(ent_file_commit(file, NULL), ENT_OK);
    ent_file_free(file);
    expect_text(path, "whole");
    assert_int_equal(scratch_count(), 1);
}

static void a_file_freed_without_commit_leaves_the_old_one(void **state) {
    (void)state;
    const char *path = scratch_path("old");
    put(path, "old");
    ent_file *file;
    assert_int_equal(ent_file_create(&file, path, NULL), ENT_OK);
    ent_sink sink = ent_file_sink(file);
    char block[200000];
    memset(block, 'x', sizeof block);
    assert_int_equal(ent__write(&sink, NULL, block, sizeof block), ENT_OK);
    expect_text(path, "old");
    ent_file_free(file);
    expect_text(path, "old");
    assert_int_equal(scratch_count(), 1);
    ent_file_free(NULL);
}

static void every_size_around_the_block_is_written_whole(void **state) {
    (void)state;
    const char *path = scratch_path("sizes");
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 300001};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ent_file *file;
        assert_int_equal(ent_file_create(&file, path, NULL), ENT_OK);
        ent_sink sink = ent_file_sink(file);
        char *bytes = malloc(sizes[i] + 1), *back = malloc(sizes[i] + 1);
        for (size_t b = 0; b < sizes[i]; b++) {
            bytes[b] = (char)(b * 31 % 251);
        }
        for (size_t done = 0, piece = 1; done < sizes[i]; done += piece, piece = piece * 3 % 70001 + 1) {
            piece = piece > sizes[i] - done ? sizes[i] - done : piece;
            assert_int_equal(ent__write(&sink, NULL, bytes + done, piece), ENT_OK);
        }
        assert_int_equal(ent_file_commit(file, NULL), ENT_OK);
        ent_file_free(file);
        FILE *read = fopen(path, "rb");
        assert_int_equal(fread(back, 1, sizes[i] + 1, read), sizes[i]);
        fclose(read);
        assert_memory_equal(bytes, back, sizes[i]);
        free(bytes);
        free(back);
    }
}

static void the_new_file_has_the_permissions_of_the_old(void **state) {
    (void)state;
    const char *path = scratch_path("mode");
    struct stat found;
    mode_t mask = umask(027);
    assert_int_equal(save(path, "new", NULL), ENT_OK);
    stat(path, &found);
    assert_int_equal(found.st_mode & 07777, 0640);
    chmod(path, 0604);
    assert_int_equal(save(path, "newer", NULL), ENT_OK);
    stat(path, &found);
    assert_int_equal(found.st_mode & 07777, 0604);
    umask(mask);
}

static void a_link_stays_a_link_and_its_target_is_replaced(void **state) {
    (void)state;
    put(scratch_path("target"), "old");
    assert_int_equal(symlink("target", scratch_path("link")), 0);
    assert_int_equal(save(scratch_path("link"), "new", NULL), ENT_OK);
    struct stat found;
    assert_int_equal(lstat(scratch_path("link"), &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    expect_text(scratch_path("target"), "new");
    assert_int_equal(scratch_count(), 2);
}

static void what_is_no_file_is_written_to_and_never_replaced(void **state) {
    (void)state;
    struct stat found;
    const char *path = scratch_path("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    assert_int_equal(save(path, "through", NULL), ENT_OK);
    char text[16] = "";
    assert_int_equal(read(reader, text, sizeof text), 7);
    close(reader);
    assert_string_equal(text, "through");
    assert_int_equal(lstat(path, &found), 0);
    assert_true(S_ISFIFO(found.st_mode));
}

/* A link in the folder to a device, so that a mistake here cannot harm the device itself. */
static const char *link_to(const char *device) {
    const char *path = scratch_path("device");
    assert_int_equal(symlink(device, path), 0);
    return path;
}

static void a_device_behind_a_link_is_written_to(void **state) {
    (void)state;
    struct stat found;
    assert_int_equal(save(link_to("/dev/null"), "nothing", NULL), ENT_OK);
    assert_int_equal(lstat(scratch_path("device"), &found), 0);
    assert_true(S_ISLNK(found.st_mode));
}

static void a_full_disk_is_told_with_the_path(void **state) {
    (void)state;
    ent_error error;
    assert_int_equal(save(link_to("/dev/full"), "text", &error), ENT_EIO);
    assert_non_null(strstr(error.message, "/device: No space left on device"));
}

/* In a process of its own, because of the limit: 0 if all was as it must be, else the number of what was not. */
static int write_beyond_the_limit(const char *path) {
    struct rlimit limit = {100000, RLIM_INFINITY};
    char block[50000];
    ent_file *file;
    ent_error error;
    memset(block, 'x', sizeof block);
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || ent_file_create(&file, path, &error) != ENT_OK) {
        return 1;
    }
    ent_sink sink = ent_file_sink(file);
    ent_status status = ENT_OK;
    for (int i = 0; i < 5 && status == ENT_OK; i++) {
        status = ent__write(&sink, &error, block, sizeof block);
    }
    if (status != ENT_EIO || !strstr(error.message, "File too large")) {
        return 2;
    }
    /* What failed once is not whole, even where a later call finds room. */
    limit.rlim_cur = RLIM_INFINITY;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || ent_file_commit(file, &error) != ENT_EIO) {
        return 3;
    }
    ent_file_free(file);
    return 0;
}

static void a_write_that_failed_never_takes_the_place(void **state) {
    (void)state;
    const char *path = scratch_path("limited");
    put(path, "old");
    pid_t child = fork();
    if (child == 0) {
        _exit(write_beyond_the_limit(path));
    }
    int result;
    waitpid(child, &result, 0);
    assert_true(WIFEXITED(result));
    assert_int_equal(WEXITSTATUS(result), 0);
    expect_text(path, "old");
    assert_int_equal(scratch_count(), 1);
}

static void a_kill_in_the_middle_leaves_the_old_file_whole(void **state) {
    (void)state;
    const char *path = scratch_path("killed");
    put(path, "old");
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        ent_file *file;
        char block[100000];
        memset(block, 'x', sizeof block);
        ent_file_create(&file, path, NULL);
        ent_sink sink = ent_file_sink(file);
        ent__write(&sink, NULL, block, sizeof block);
        if (write(ready[1], "", 1) == 1) {
            pause();
        }
        _exit(1);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    kill(child, SIGKILL);
    int result;
    waitpid(child, &result, 0);
    close(ready[0]);
    close(ready[1]);
    assert_true(WIFSIGNALED(result));
    expect_text(path, "old");
    assert_int_equal(save(path, "new", NULL), ENT_OK); /* what the dead process left is in nobody's way */
    expect_text(path, "new");
}

static void two_writers_of_one_place_do_not_mix(void **state) {
    (void)state;
    const char *path = scratch_path("both");
    ent_file *first, *second;
    assert_int_equal(ent_file_create(&first, path, NULL), ENT_OK);
    assert_int_equal(ent_file_create(&second, path, NULL), ENT_OK);
    ent_sink one = ent_file_sink(first), two = ent_file_sink(second);
    assert_int_equal(ent__puts(&one, NULL, "first"), ENT_OK);
    assert_int_equal(ent__puts(&two, NULL, "second"), ENT_OK);
    assert_int_equal(ent_file_commit(first, NULL), ENT_OK);
    expect_text(path, "first");
    assert_int_equal(ent_file_commit(second, NULL), ENT_OK);
    expect_text(path, "second");
    ent_file_free(first);
    ent_file_free(second);
    assert_int_equal(scratch_count(), 1);
}

static void places_that_cannot_be_written_are_told_with_the_reason(void **state) {
    (void)state;
    ent_error error;
    ent_file *file = (ent_file *)1;
    assert_int_equal(ent_file_create(&file, "", &error), ENT_EINVAL);
    assert_null(file);
    assert_int_equal(ent_file_create(&file, NULL, &error), ENT_EINVAL);
    assert_int_equal(save(scratch_path("no/such"), "x", &error), ENT_EIO);
    assert_non_null(strstr(error.message, "No such file or directory"));
    assert_int_equal(save(scratch_folder, "x", &error), ENT_EIO);
    assert_non_null(strstr(error.message, "Is a directory"));
    assert_int_equal(scratch_count(), 0);
}

static void a_path_without_a_folder_is_in_the_working_folder(void **state) {
    (void)state;
    char here[1024];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(scratch_folder), 0);
    assert_int_equal(save("plain", "text", NULL), ENT_OK);
    assert_int_equal(chdir(here), 0);
    expect_text(scratch_path("plain"), "text");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_make, scratch_remove)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_file_appears_at_commit_and_not_before),
        TEST(a_file_freed_without_commit_leaves_the_old_one),
        TEST(every_size_around_the_block_is_written_whole),
        TEST(the_new_file_has_the_permissions_of_the_old),
        TEST(a_link_stays_a_link_and_its_target_is_replaced),
        TEST(what_is_no_file_is_written_to_and_never_replaced),
        TEST(a_device_behind_a_link_is_written_to),
        TEST(a_full_disk_is_told_with_the_path),
        TEST(a_write_that_failed_never_takes_the_place),
        TEST(a_kill_in_the_middle_leaves_the_old_file_whole),
        TEST(two_writers_of_one_place_do_not_mix),
        TEST(places_that_cannot_be_written_are_told_with_the_reason),
        TEST(a_path_without_a_folder_is_in_the_working_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
