dnl SPDX-License-Identifier: MIT
dnl JUNO_COMPLETION(SHELL, DIRECTORY): where that shell looks for completions, the
dnl variable SHELLcompletiondir, and the conditional SHELL_COMPLETION.
AC_DEFUN([JUNO_COMPLETION], [
AC_ARG_WITH([$1-completion-dir],
    [AS_HELP_STRING([--with-$1-completion-dir=DIR],
        [where completions for $1 go, or no @<:@$2@:>@])], [], [with_$1_completion_dir=yes])
AS_IF([test "$with_$1_completion_dir" = yes], [with_$1_completion_dir='$2'])
$1completiondir=$with_$1_completion_dir
AC_SUBST([$1completiondir])
AM_CONDITIONAL(m4_toupper([$1])[_COMPLETION], [test "$with_$1_completion_dir" != no])
])
