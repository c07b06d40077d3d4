#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H

// What Swift's own view of the C library lacks: epoll, eventfd and signalfd as they are, and plain
// functions for what is a GNU extension, variadic or typed differently in other modules.

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

/// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC.
int circle_accept(int listener, struct sockaddr_storage *address, socklen_t *length);

/// dup with O_CLOEXEC.
int circle_duplicate(int descriptor);

/// Names the calling thread; at most 15 characters.
int circle_set_thread_name(const char *name);

/// prctl(PR_SET_DUMPABLE, value).
int circle_set_dumpable(int value);

/// prctl(PR_SET_NO_NEW_PRIVS, 1).
int circle_set_no_new_privileges(void);

/// getrlimit(RLIMIT_NOFILE).
int circle_get_descriptor_limit(struct rlimit *limit);

/// setrlimit(RLIMIT_NOFILE).
int circle_set_descriptor_limit(const struct rlimit *limit);

/// setrlimit(RLIMIT_CORE).
int circle_set_core_limit(const struct rlimit *limit);

/// Makes the allocator overwrite memory that is freed: mallopt(M_PERTURB). 0 when refused.
int circle_overwrite_freed_memory(void);

#endif
