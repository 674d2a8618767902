/* Stands between a program and its disk (LD_PRELOAD) and spoils the files of one database. PLAZA_DISK names a folder in which
   files that a test makes and removes are orders, and files that this makes are what happened:

     hold-sync      a sync of the log does not return while it stands there; then "held" is there
     fail-sync      a sync of the log gives EIO; then "failed" is there
     fail-write     a write into the log gives EIO; then "failed" is there
     fail-database  a write into the database itself, which is a checkpoint, gives EIO; then "failed" is there
     full           whatever makes a file of the data folder longer gives ENOSPC
     full-beside    the same for files that are not the database's
     after          something of the database was synced or written after "failed" */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum file { OTHER, BESIDE, LOG, DATABASE };

static char folder[PATH_MAX], data[PATH_MAX];

__attribute__((constructor)) static void begin(void)
{
    const char *orders = getenv("PLAZA_DISK"), *where = getenv("PLAZA_DISK_DATA");
    snprintf(folder, sizeof folder, "%s", orders ? orders : "");
    snprintf(data, sizeof data, "%s/", where ? where : "");
}

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static enum file file_of(int fd)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return OTHER;

    path[length] = 0;
    return strncmp(path, data, strlen(data)) != 0 ? OTHER
        : ends_with(path, "/plaza.db-wal") ? LOG
        : ends_with(path, "/plaza.db") ? DATABASE
        : BESIDE;
}

static int stands(const char *name)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void note(const char *name)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

static int fails(const char *order)
{
    if (stands("failed"))
        note("after");

    if (!stands(order))
        return 0;

    note("failed");
    errno = EIO;
    return 1;
}

static int sync_fails(int fd)
{
    switch (file_of(fd))
    {
        case LOG:
            while (stands("hold-sync"))
            {
                note("held");
                usleep(1000);
            }
            return fails("fail-sync");
        case DATABASE:
            return fails("fail-database");
        default:
            return 0;
    }
}

static int write_fails(int fd, off_t end)
{
    struct stat now;
    enum file file = file_of(fd);
    if (file == OTHER)
        return 0;

    if (end > 0 && (stands("full") || (file == BESIDE && stands("full-beside"))) && fstat(fd, &now) == 0 && end > now.st_size)
    {
        errno = ENOSPC;
        return 1;
    }

    return file == LOG ? fails("fail-write") : file == DATABASE ? fails("fail-database") : 0;
}

int fsync(int fd)
{
    static int (*next)(int);
    if (!next)
        next = dlsym(RTLD_NEXT, "fsync");
    return sync_fails(fd) ? -1 : next(fd);
}

int fdatasync(int fd)
{
    static int (*next)(int);
    if (!next)
        next = dlsym(RTLD_NEXT, "fdatasync");
    return sync_fails(fd) ? -1 : next(fd);
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    static ssize_t (*next)(int, const void *, size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "write");
    off_t at = lseek(fd, 0, SEEK_CUR);
    return write_fails(fd, at < 0 ? 0 : at + (off_t)count) ? -1 : next(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    static ssize_t (*next)(int, const void *, size_t, off_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "pwrite");
    return write_fails(fd, at + (off_t)count) ? -1 : next(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at)
{
    return pwrite(fd, bytes, count, at);
}
