/* What "sshd -T" cannot tell: blocks of sshd's configuration that hold for some addresses alone. */
#ifndef TOPCOP_COMMAND_SETUP_MATCH_H
#define TOPCOP_COMMAND_SETUP_MATCH_H

#include "command/setup.h"

/* Refuses a "Match" that is read before topcop's own fragment and may hold for one of its accounts: the first
 * one that speaks holds. `fragment`: its name in the folder. */
REFUSAL setup_match_before(struct setup *setup, const char *folder, const char *fragment);

#endif
