/* Linked into the static program in place of what the C library would do: look for hosts and users
   in libraries of the system, which would have to be those of the very version that it was built
   with, or load others. reallyopen asks for none of it; the libraries that it is made of could, so
   they are told no. Nor does anything connect. */
#include <errno.h>
#include <netdb.h>
#include <pwd.h>
#include <stddef.h>
#include <sys/socket.h>

int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints,
                struct addrinfo** found) {
  (void)node, (void)service, (void)hints, (void)found;
  return EAI_FAIL;
}

void freeaddrinfo(struct addrinfo* found) { (void)found; }

int getnameinfo(const struct sockaddr* address, socklen_t size, char* host, socklen_t host_size,
                char* service, socklen_t service_size, int flags) {
  (void)address, (void)size, (void)host, (void)host_size, (void)service, (void)service_size,
    (void)flags;
  return EAI_FAIL;
}

struct hostent* gethostbyname(const char* name) {
  (void)name;
  return NULL;
}

int socket(int domain, int type, int protocol) {
  (void)domain, (void)type, (void)protocol;
  errno = EACCES;
  return -1;
}

int connect(int file, const struct sockaddr* address, socklen_t size) {
  (void)file, (void)address, (void)size;
  errno = EACCES;
  return -1;
}

void* dlopen(const char* file, int mode) {
  (void)file, (void)mode;
  return NULL;
}

int getpwuid_r(uid_t user, struct passwd* entry, char* buffer, size_t size, struct passwd** found) {
  (void)user, (void)entry, (void)buffer, (void)size;
  *found = NULL;
  return 0;
}
