#include "base/sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "base/die.h"

/* ---- the environment ---- */

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define LETTERS LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static bool is_made_of(const char *value, const char *characters, size_t longest) {
    size_t length = strspn(value, characters);
    return length > 0 && length <= longest && !value[length];
}

static bool is_terminal(const char *value) {
    return is_made_of(value, LETTERS DIGITS "._+-", 64);
}

/* "az_AZ.UTF-8", "sr_RS.utf8@latin", "C.UTF-8" */
static bool is_language(const char *value) {
    size_t name = strspn(value, LETTERS "_");
    const char *rest = value + name;
    bool is_utf8 = !strncmp(rest, ".UTF-8", 6) || !strncmp(rest, ".utf8", 5);
    return name > 0 && name <= 12 && is_utf8 && is_made_of(rest, LETTERS DIGITS ".-@", 24);
}

/* "az:ru:en", for the translations only */
static bool is_preference(const char *value) {
    return is_made_of(value, LETTERS "_:", 64);
}

static bool is_connection(const char *value) {
    return is_made_of(value, LETTERS DIGITS ".:%-/ ", 200);
}

static bool is_anything(const char *value) {
    (void)value;
    return true;
}

static const struct {
    const char *name;
    bool (*fits)(const char *value); /* in a captive process; the others may say what they like */
} kept[] = {
    { "TERM", is_terminal },
    { "LANG", is_language },
    { "LANGUAGE", is_preference },
    { "LC_ALL", is_language },
    { "LC_CTYPE", is_language },
    { "LC_MESSAGES", is_language },
    { "LC_TIME", is_language },
    { "SSH_CONNECTION", is_connection },
    { "SSH_TTY", is_connection },
    { "SSH_ORIGINAL_COMMAND", is_anything },
    { "TZ", NULL },
    { "NO_COLOR", NULL },
    { "TOPCOP_DB", NULL },
    { "TOPCOP_EDIT", NULL },
    { "TOPCOP_LINE", NULL },
    { "TOPCOP_NOW", NULL },
};

static bool is_kept(const char *name, size_t length, const char *value, bool is_captive) {
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strlen(kept[i].name) == length && !strncmp(kept[i].name, name, length))
            return !is_captive || (kept[i].fits && kept[i].fits(value));
    return false;
}

void sandbox_environment(bool is_captive) {
    size_t left = 0;
    bool had_terminal = getenv("TERM") != NULL;
    for (size_t i = 0; environ && environ[i]; i++) {
        size_t length = strcspn(environ[i], "=");
        if (environ[i][length] && is_kept(environ[i], length, environ[i] + length + 1, is_captive))
            environ[left++] = environ[i];
    }
    if (environ)
        environ[left] = NULL;
    if (is_captive && had_terminal)
        setenv("TERM", "vt100", 0);
    if (is_captive && !getenv("LC_ALL") && !getenv("LC_CTYPE"))
        setenv("LANG", "C.UTF-8", 0);
}

/* ---- the kernel ---- */

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#else
#define MACHINE 0
#endif
_Static_assert(MACHINE, "Name this machine as linux/audit.h does, so that its calls can be told apart.");

/* Only what nobody here calls; some machines lack the older ones. */
static const unsigned short refused[] = {
    SYS_execve,
    SYS_execveat,
    SYS_clone,
    SYS_clone3,
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
    SYS_kill,
    SYS_tkill,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
    SYS_pidfd_send_signal,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_open,
    SYS_pidfd_getfd,
    SYS_kcmp,
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_open_by_handle_at,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_init_module,
    SYS_finit_module,
    SYS_kexec_load,
    SYS_personality,
};
enum { REFUSED = sizeof refused / sizeof *refused, X32 = 0x40000000 };

/* AddressSanitizer looks for leaks from a thread that traces its own process. */
#ifndef __SANITIZE_ADDRESS__

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define IS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define END_WITH(what) BPF_STMT(BPF_RET | BPF_K, (what))

/* Loads the machine, then the number of the call, and jumps to the end of the tail for what is refused;
 * signals go to this process alone. */
static void filter_calls(void) {
    struct sock_filter head[] = { LOAD(arch), IS(MACHINE, 1, 0), END_WITH(SECCOMP_RET_KILL_PROCESS), LOAD(nr),
                                  BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, REFUSED + 9, 0) };
    struct sock_filter tail[] = { IS(SYS_tgkill, 0, 3),
                                  LOAD(args[0]),
                                  IS((unsigned)getpid(), 0, 6),
                                  END_WITH(SECCOMP_RET_ALLOW),
                                  IS(SYS_ioctl, 0, 3),
                                  LOAD(args[1]),
                                  IS(TIOCSTI, 2, 0),
                                  IS(TIOCLINUX, 1, 0),
                                  END_WITH(SECCOMP_RET_ALLOW),
                                  END_WITH(SECCOMP_RET_ERRNO | EPERM) };
    enum { HEAD = sizeof head / sizeof *head, TAIL = sizeof tail / sizeof *tail };
    struct sock_filter filter[HEAD + REFUSED + TAIL];
    memcpy(filter, head, sizeof head);
    for (unsigned i = 0; i < REFUSED; i++)
        filter[HEAD + i] = (struct sock_filter)IS(refused[i], (unsigned char)(REFUSED - 1 - i + TAIL - 1), 0);
    memcpy(filter + HEAD + REFUSED, tail, sizeof tail);
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) != 0)
        die("The kernel takes no filter of its calls (seccomp): %s.", strerror(errno));
}

static void close_to_others(void) {
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        die("This process cannot be closed to others: %s.", strerror(errno));
    filter_calls();
}

#else

static void close_to_others(void) {
}

#endif

/* No key stops the program or what it shows, also before a face has begun. */
static void quiet_keyboard(void) {
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_cc[VSUSP] = modes.c_cc[VQUIT] = modes.c_cc[VINTR] = _POSIX_VDISABLE;
    modes.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

void sandbox_close(bool is_captive) {
    signal(SIGTSTP, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    if (is_captive)
        quiet_keyboard();
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
    umask(077);
    if (setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }) != 0 || (is_captive && chdir("/") != 0))
        die("This process cannot be closed to others: %s.", strerror(errno));
    close_to_others();
}
