#include "CLinux.h"

#ifdef __APPLE__

#include <stdio.h>
#include <sys/stdio.h>

int clinux_exchange(int folder, const char *name, int other_folder, const char *other_name) {
  return renameatx_np(folder, name, other_folder, other_name, RENAME_SWAP);
}

#else

#define EXCHANGE 2  // RENAME_EXCHANGE of <linux/fs.h>, which needs the kernel's headers

#include <sys/syscall.h>
#include <unistd.h>

long syscall(long number, ...);  // strict C hides it

// Asked of the kernel itself: only some C libraries have a `renameat2`.
int clinux_exchange(int folder, const char *name, int other_folder, const char *other_name) {
  return (int)syscall(SYS_renameat2, folder, name, other_folder, other_name, EXCHANGE);
}

#endif
