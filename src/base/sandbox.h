/* What this process can still do, made as small as topcop needs it, before anybody's keys are read: which
 * words of its environment count, and which calls of the kernel. A captive process is one that a stranger on
 * the network has started; the others were started by somebody with an account on this machine. It knows
 * nothing of officers. */
#ifndef TOPCOP_BASE_SANDBOX_H
#define TOPCOP_BASE_SANDBOX_H

#include <stdbool.h>

/* Before the environment is read for anything: keeps the few variables that topcop knows, each only with a
 * value of its kind, and of those a captive process keeps only what tells its terminal, language and origin.
 * It has always a TERM when it had one, and a UTF-8 language. */
void sandbox_environment(bool is_captive);

/* Before a face opens or a captive process does anything: no other program is ever started, none is looked
 * into or given a signal, nothing is sent over a network, no keys are typed into the terminal for others, no
 * core is written, no file stays open but the standard ones, what is made is for its maker alone, and the
 * keyboard stops nothing. What is refused fails with EPERM, so that a library may do without. A captive
 * process also leaves its folder for "/". There is no way back. */
void sandbox_close(bool is_captive);

#endif
