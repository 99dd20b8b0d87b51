/* Loaded before the C library: the process dies by SIGKILL at its n-th call that changes a file.

   kill_at(n, torn): arm; n = 0 only counts. torn = 1: a write brings half of its bytes to the file before the end.
   calls_made(), last_call(): how many calls since, and which was the last (index into NAMES of killing.py).
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1, calls, counts[8];
static int torn, armed;

void kill_at(long n, int half) { left = n; torn = half; calls = 0; armed = 1; for (int i = 0; i < 8; i++) counts[i] = 0; }
long calls_made(void) { return calls; }
long calls_of(int kind) { return counts[kind]; }

static int due(int kind) {
    if (!armed) return 0;
    calls++; counts[kind]++;
    return left > 0 && --left == 0;
}
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define WRITE_AT(name, offset) \
    ssize_t name(int fd, const void *data, size_t size, offset at) { \
        REAL(name); \
        if (due(0)) { if (torn) real(fd, data, size / 2, at); die(); } \
        return real(fd, data, size, at); }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (fd > 2 && due(1)) { if (torn) real(fd, data, size / 2); die(); }
    return real(fd, data, size);
}
int fsync(int fd) { REAL(fsync); if (due(2)) die(); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); if (due(3)) die(); return real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); if (due(4)) die(); return real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); if (due(4)) die(); return real(fd, size); }
int rename(const char *from, const char *to) { REAL(rename); if (due(5)) die(); return real(from, to); }
int unlink(const char *name) { REAL(unlink); if (due(6)) die(); return real(name); }
