#ifndef CLINUX_H
#define CLINUX_H

/// Exchanges two names in one step: each then means what the other meant.
/// Returns 0, or -1 with errno set. Linux calls it RENAME_EXCHANGE, macOS RENAME_SWAP.
int clinux_exchange(int folder, const char *name, int other_folder, const char *other_name);

#endif
