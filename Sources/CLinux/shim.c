// Only here, never in the header: two modules that see the C library with and without it clash.
#define _GNU_SOURCE

#include "shim.h"

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/prctl.h>

int circle_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
    return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int circle_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

int circle_set_thread_name(const char *name) { return pthread_setname_np(pthread_self(), name); }

int circle_set_dumpable(int value) { return prctl(PR_SET_DUMPABLE, value, 0, 0, 0); }

int circle_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int circle_get_descriptor_limit(struct rlimit *limit) { return getrlimit(RLIMIT_NOFILE, limit); }

int circle_set_descriptor_limit(const struct rlimit *limit) {
    return setrlimit(RLIMIT_NOFILE, limit);
}

int circle_set_core_limit(const struct rlimit *limit) { return setrlimit(RLIMIT_CORE, limit); }

int circle_overwrite_freed_memory(void) { return mallopt(M_PERTURB, 165); }
