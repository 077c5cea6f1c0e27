/* The known programs ours is measured against, each in a terminal of 80x24, away from the caller's own
 * settings. */
#ifndef TOPCOP_BENCH_PEERS_H
#define TOPCOP_BENCH_PEERS_H

#include "../pty.h"

struct pty *peer_echo(void);
struct pty *peer_htop(void);

/* The log of a throw-away repository of a few hundred commits, made at the first call. */
struct pty *peer_tig(void);

/* On a file of FOLDER. */
struct pty *peer_less(const char *name);
struct pty *peer_vim(const char *name);

/* Writes `lines` lines that fill a screen as a list does into a file of FOLDER. */
void peer_long_text(const char *name, int lines);

#endif
