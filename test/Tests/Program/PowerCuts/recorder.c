/* Preloaded into the server: writes down every change that it makes to the files of one folder, and every sync, in order.
 *
 * PLAZA_RECORD is the file to append to, PLAZA_RECORD_OF the folder. A record is written once the call has succeeded and before it
 * returns; that of a sync names how long the record was when the sync began, since only what was written down by then is covered.
 * All numbers are of 64 bits in the order of the machine:
 *
 *   kind, file, a, b, length, then `length` bytes, filled with zeros to a multiple of 8
 *   'C' the file was made: the bytes are its path within the folder     'W' a: offset; the bytes were written
 *   'T' a: the new length                                               'S' a: the length of the record when the sync began
 *   'U' the bytes are the path that is gone                             'R' the bytes are: old path, zero, new path
 *   'M' a folder was made: the bytes are its path                       'X' changed in a way that is not recorded: the bytes say how
 *
 * The shared memory of SQLite (-shm) is made anew after every crash and is left out, as are locks and sockets. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real; })

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int64_t file_of[MOST_FILES]; /* by descriptor; 0 is none */
static int64_t files, recorded;
static int record = -1;
static char folder[4096];
static size_t folder_length;

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("PLAZA_RECORD"), *of = getenv("PLAZA_RECORD_OF");
    /* The program starts through env(1), which must pass LD_PRELOAD on. */
    if (!file || !of || strlen(of) >= sizeof folder || !strcmp(program_invocation_short_name, "env"))
        return;

    strcpy(folder, of);
    folder_length = strlen(folder);
    record = REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct stat stat;
    if (record >= 0 && !fstat(record, &stat))
        recorded = stat.st_size;
    unsetenv("LD_PRELOAD");
}

/* The path within the folder; null when it is not to be recorded. */
static const char *within(const char *path)
{
    if (record < 0 || !path || strncmp(path, folder, folder_length) || (path[folder_length] && path[folder_length] != '/'))
        return NULL;

    const char *rest = path[folder_length] ? path + folder_length + 1 : ".";
    size_t length = strlen(rest);
    return (length > 4 && !strcmp(rest + length - 4, "-shm")) || strstr(rest, "plaza.lock") || strstr(rest, "plaza.sock") ? NULL : rest;
}

/* Whoever calls holds the lock. */
static void put(int64_t kind, int64_t file, int64_t a, int64_t b, const struct iovec *parts, int count, int64_t length)
{
    static const char zeros[8];
    int64_t head[5] = { kind, file, a, b, length };
    struct iovec all[count + 2];
    all[0] = (struct iovec){ head, sizeof head };
    memcpy(all + 1, parts, count * sizeof *parts);
    all[count + 1] = (struct iovec){ (void *)zeros, (8 - length % 8) % 8 };
    int64_t whole = sizeof head + length + (8 - length % 8) % 8;
    if (REAL(writev)(record, all, count + 2) != whole)
        abort();
    __atomic_store_n(&recorded, recorded + whole, __ATOMIC_SEQ_CST);
}

static void put_text(int64_t kind, int64_t file, const char *text, size_t length)
{
    struct iovec part = { (void *)text, length };
    pthread_mutex_lock(&one);
    put(kind, file, 0, 0, &part, 1, length);
    pthread_mutex_unlock(&one);
}

static int64_t known(int fd) { return fd >= 0 && fd < MOST_FILES ? __atomic_load_n(&file_of[fd], __ATOMIC_SEQ_CST) : 0; }

static int opened(int fd, const char *path, int flags)
{
    int saved = errno;
    const char *name = fd >= 0 && fd < MOST_FILES ? within(path) : NULL;
    if (name) {
        struct iovec part = { (void *)name, strlen(name) };
        pthread_mutex_lock(&one);
        __atomic_store_n(&file_of[fd], ++files, __ATOMIC_SEQ_CST);
        put('C', files, flags & O_CREAT ? 1 : 0, 0, &part, 1, part.iov_len);
        if (flags & O_TRUNC)
            put('T', files, 0, 0, NULL, 0, 0);
        pthread_mutex_unlock(&one);
    }
    errno = saved;
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        return opened(REAL(name)(path, flags, mode), path, flags); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) \
    { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        return opened(REAL(name)(at, path, flags, mode), path, flags); \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd)
{
    if (known(fd))
        __atomic_store_n(&file_of[fd], 0, __ATOMIC_SEQ_CST);
    return REAL(close)(fd);
}

static ssize_t wrote(int fd, const struct iovec *parts, int count, ssize_t done, off_t at)
{
    int saved = errno;
    int64_t file = known(fd);
    if (file && done > 0) {
        struct iovec whole[count];
        ssize_t left = done;
        int used = 0;
        for (; used < count && left > 0; used++) {
            whole[used] = parts[used];
            if ((ssize_t)whole[used].iov_len > left)
                whole[used].iov_len = left;
            left -= whole[used].iov_len;
        }
        pthread_mutex_lock(&one);
        put('W', file, at, 0, whole, used, done);
        pthread_mutex_unlock(&one);
    }
    errno = saved;
    return done;
}

static off_t place(int fd) { return known(fd) ? lseek(fd, 0, SEEK_CUR) : 0; }

static ssize_t wrote_here(int fd, const struct iovec *parts, int count, ssize_t done)
{
    return wrote(fd, parts, count, done, done > 0 ? place(fd) - done : 0);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    struct iovec part = { (void *)bytes, length };
    return wrote_here(fd, &part, 1, REAL(write)(fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count) { return wrote_here(fd, parts, count, REAL(writev)(fd, parts, count)); }

#define PWRITE(name) \
    ssize_t name(int fd, const void *bytes, size_t length, off_t at) \
    { \
        struct iovec part = { (void *)bytes, length }; \
        return wrote(fd, &part, 1, REAL(name)(fd, bytes, length, at), at); \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PWRITEV(name) \
    ssize_t name(int fd, const struct iovec *parts, int count, off_t at) { return wrote(fd, parts, count, REAL(name)(fd, parts, count, at), at); }
PWRITEV(pwritev)
PWRITEV(pwritev64)

static int cut(int fd, int64_t length, int result)
{
    int saved = errno;
    int64_t file = known(fd);
    if (file && !result) {
        pthread_mutex_lock(&one);
        put('T', file, length, 0, NULL, 0, 0);
        pthread_mutex_unlock(&one);
    }
    errno = saved;
    return result;
}

int ftruncate(int fd, off_t length) { return cut(fd, length, REAL(ftruncate)(fd, length)); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length, REAL(ftruncate64)(fd, length)); }

#define SYNC(name) \
    int name(int fd) \
    { \
        int64_t file = known(fd), begun = __atomic_load_n(&recorded, __ATOMIC_SEQ_CST); \
        int result = REAL(name)(fd), saved = errno; \
        if (file && !result) { \
            pthread_mutex_lock(&one); \
            put('S', file, begun, 0, NULL, 0, 0); \
            pthread_mutex_unlock(&one); \
        } \
        errno = saved; \
        return result; \
    }
SYNC(fsync)
SYNC(fdatasync)

static int gone(const char *path, int result)
{
    int saved = errno;
    const char *name = result ? NULL : within(path);
    if (name)
        put_text('U', 0, name, strlen(name));
    errno = saved;
    return result;
}

int unlink(const char *path) { return gone(path, REAL(unlink)(path)); }
int unlinkat(int at, const char *path, int flags) { return gone(path, REAL(unlinkat)(at, path, flags)); }

static int moved(int64_t kind, const char *from, const char *to, int result)
{
    int saved = errno;
    const char *old = result ? NULL : within(from), *new = result ? NULL : within(to);
    if (old && new) {
        char both[strlen(old) + strlen(new) + 1];
        memcpy(both, old, strlen(old) + 1);
        memcpy(both + strlen(old) + 1, new, strlen(new));
        put_text(kind, 0, both, sizeof both);
    }
    errno = saved;
    return result;
}

int rename(const char *from, const char *to) { return moved('R', from, to, REAL(rename)(from, to)); }
int link(const char *from, const char *to) { return moved('L', from, to, REAL(link)(from, to)); }

int mkdir(const char *path, mode_t mode)
{
    int result = REAL(mkdir)(path, mode), saved = errno;
    const char *name = result ? NULL : within(path);
    if (name)
        put_text('M', 0, name, strlen(name));
    errno = saved;
    return result;
}

static void unrecorded(int fd, const char *how)
{
    if (known(fd))
        put_text('X', known(fd), how, strlen(how));
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *into, size_t length, unsigned flags)
{
    unrecorded(to, "copy_file_range");
    return REAL(copy_file_range)(from, at, to, into, length, flags);
}

ssize_t sendfile(int to, int from, off_t *at, size_t length);
ssize_t sendfile(int to, int from, off_t *at, size_t length)
{
    unrecorded(to, "sendfile");
    return REAL(sendfile)(to, from, at, length);
}
