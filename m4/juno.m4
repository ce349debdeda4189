dnl SPDX-License-Identifier: MIT
dnl Macros of configure.ac that would hide its outline.

dnl JUNO_ADD_CFLAGS(VARIABLE, FLAGS): appends those that the compiler takes.
AC_DEFUN([JUNO_ADD_CFLAGS], [
for juno_flag in $2; do
    AS_VAR_PUSHDEF([juno_cache], [juno_cv_cflag_$juno_flag])
    AC_CACHE_CHECK([whether $CC takes $juno_flag], [juno_cache], [
        juno_save_CFLAGS=$CFLAGS
        CFLAGS="$CFLAGS -Werror $juno_flag"
        AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
            [AS_VAR_SET([juno_cache], [yes])], [AS_VAR_SET([juno_cache], [no])])
        CFLAGS=$juno_save_CFLAGS])
    AS_VAR_IF([juno_cache], [yes], [AS_VAR_APPEND([$1], [" $juno_flag"])])
    AS_VAR_POPDEF([juno_cache])
done])

dnl JUNO_ADD_LDFLAGS(VARIABLE, FLAGS, USED WITH): likewise for the linker.
dnl USED WITH are flags for the test link only.
AC_DEFUN([JUNO_ADD_LDFLAGS], [
for juno_flag in $2; do
    AS_VAR_PUSHDEF([juno_cache], [juno_cv_ldflag_$juno_flag])
    AC_CACHE_CHECK([whether the linker takes $juno_flag], [juno_cache], [
        juno_save_CFLAGS=$CFLAGS
        juno_save_LDFLAGS=$LDFLAGS
        CFLAGS="$CFLAGS -Werror"
        LDFLAGS="$LDFLAGS $juno_flag $3"
        AC_LINK_IFELSE([AC_LANG_PROGRAM()],
            [AS_VAR_SET([juno_cache], [yes])], [AS_VAR_SET([juno_cache], [no])])
        CFLAGS=$juno_save_CFLAGS
        LDFLAGS=$juno_save_LDFLAGS])
    AS_VAR_IF([juno_cache], [yes], [AS_VAR_APPEND([$1], [" $juno_flag"])])
    AS_VAR_POPDEF([juno_cache])
done])

dnl Files above 2 GiB where off_t is narrow: a define of the sources' own, since
dnl there is no config.h. Nothing where it is wide anyway.
AC_DEFUN([JUNO_WIDE_FILES], [
AC_CACHE_CHECK([for a define that makes off_t wide], [juno_cv_wide_files], [
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <sys/types.h>
        int wide[sizeof(off_t) >= 8 ? 1 : -1];]])],
        [juno_cv_wide_files=none], [juno_cv_wide_files=-D_FILE_OFFSET_BITS=64])])
JUNO_FILE_CPPFLAGS=
AS_IF([test "$enable_hosted" = yes && test "$juno_cv_wide_files" != none],
    [JUNO_FILE_CPPFLAGS=$juno_cv_wide_files])
AC_SUBST([JUNO_FILE_CPPFLAGS])
])

dnl Warnings, visibility and hardening. What the user put into CFLAGS and
dnl CPPFLAGS comes after all of them and wins.
AC_DEFUN([JUNO_COMPILER_FLAGS], [
JUNO_WARNING_CFLAGS=
JUNO_ADD_CFLAGS([JUNO_WARNING_CFLAGS], [-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-align \
    -Wstrict-prototypes -Wundef])
AC_SUBST([JUNO_WARNING_CFLAGS])

# The five functions that an application may replace must never be inlined
# into their callers inside the library.
JUNO_LIBRARY_CFLAGS=
JUNO_ADD_CFLAGS([JUNO_LIBRARY_CFLAGS], [-fvisibility=hidden -fsemantic-interposition])
AC_SUBST([JUNO_LIBRARY_CFLAGS])

# Traced examples name their source from the top, wherever it was built from.
JUNO_EXAMPLE_CFLAGS=
JUNO_ADD_CFLAGS([JUNO_EXAMPLE_CFLAGS], [-fmacro-prefix-map=$srcdir/=])
AC_SUBST([JUNO_EXAMPLE_CFLAGS])

# Hardening that costs the core nothing, and the rest for everything else.
JUNO_HARDENING_CORE_CFLAGS=
JUNO_HARDENING_CFLAGS=
AS_IF([test "$enable_hosted" = yes], [
    JUNO_ADD_CFLAGS([JUNO_HARDENING_CORE_CFLAGS], [-fcf-protection])
    JUNO_ADD_CFLAGS([JUNO_HARDENING_CFLAGS], [-fstack-protector-strong])
    AC_CACHE_CHECK([whether to define _FORTIFY_SOURCE], [juno_cv_fortify], [
        AC_COMPILE_IFELSE([AC_LANG_SOURCE([[
#if !defined(__OPTIMIZE__) || defined(_FORTIFY_SOURCE)
#error "it needs optimisation, or is defined already"
#endif
]])], [juno_cv_fortify=yes], [juno_cv_fortify=no])])
    AS_CASE([" $CFLAGS $CPPFLAGS "], [*-O0*|*_FORTIFY_SOURCE*|*-fsanitize=*], [juno_cv_fortify=no])
    AS_IF([test "$juno_cv_fortify" = yes],
        [AS_VAR_APPEND([JUNO_HARDENING_CFLAGS], [" -D_FORTIFY_SOURCE=2"])])])
AC_SUBST([JUNO_HARDENING_CORE_CFLAGS])
AC_SUBST([JUNO_HARDENING_CFLAGS])])

dnl What the shared library exports, and how.
AC_DEFUN([JUNO_LINKER_FLAGS], [
JUNO_HARDENING_LDFLAGS=
JUNO_EXPORT_LDFLAGS=
JUNO_EXPORTS="by visibility"
AS_IF([test "$enable_hosted" = yes], [
    JUNO_ADD_LDFLAGS([JUNO_HARDENING_LDFLAGS], [-Wl,-z,relro -Wl,-z,now])
    echo "JUNO_1 { global: juno; local: *; };" >conftest.map
    echo "{ juno; };" >conftest.dynamic
    # Some linkers refuse to export by script what a smaller build leaves out.
    juno_undefined=
    JUNO_ADD_LDFLAGS([juno_undefined], [-Wl,--undefined-version])
    juno_have_map=
    JUNO_ADD_LDFLAGS([juno_have_map], [-Wl,--version-script=conftest.map], [-shared $juno_undefined])
    AS_IF([test -n "$juno_have_map"], [
        JUNO_EXPORTS="by version script"
        JUNO_EXPORT_LDFLAGS="-Wl,--version-script=\$(top_srcdir)/lib/libjuno-memory.map$juno_undefined"])
    juno_have_dynamic=
    JUNO_ADD_LDFLAGS([juno_have_dynamic], [-Wl,--dynamic-list=conftest.dynamic], [-shared])
    AS_IF([test -n "$juno_have_dynamic"], [
        JUNO_EXPORTS="$JUNO_EXPORTS, interposable by list"
        AS_VAR_APPEND([JUNO_EXPORT_LDFLAGS], [" -Wl,--dynamic-list=\$(top_srcdir)/lib/libjuno-memory.dynamic"])])
    rm -f conftest.map conftest.dynamic])
AM_CONDITIONAL([EXPORT_MAP], [test -n "$juno_have_map"])
AC_SUBST([JUNO_HARDENING_LDFLAGS])
AC_SUBST([JUNO_EXPORT_LDFLAGS])])

dnl Which libraries, if any, the recorder's file part needs.
AC_DEFUN([JUNO_HOST_LIBS], [
juno_save_LIBS=$LIBS
LIBS=
AC_SEARCH_LIBS([pthread_once], [pthread], [],
    [AC_MSG_ERROR([no pthreads: use --disable-hosted or --disable-trace])])
AC_SEARCH_LIBS([dladdr], [dl], [],
    [AC_MSG_ERROR([no dladdr: use --disable-hosted or --disable-trace])])
JUNO_LIBS_PRIVATE=$LIBS
LIBS=$juno_save_LIBS])

dnl Makes "make dist" write the same archive each time: sorted, one owner, one
dnl time. Without GNU tar the archive is as automake makes it.
AC_DEFUN([JUNO_DIST_TAR], [
AC_CACHE_CHECK([whether tar can sort], [juno_cv_tar_sort], [
    AS_IF([tar --sort=name --version >/dev/null 2>&1], [juno_cv_tar_sort=yes], [juno_cv_tar_sort=no])])
AS_IF([test "$juno_cv_tar_sort" = yes], [
    am__tar='tar --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime \
        --sort=name --owner=0 --group=0 --numeric-owner --mode=u+rw,go+r-w,a-s \
        --mtime="@$$($(SHELL) $(top_srcdir)/scripts/dist-date)" -chf - "$$tardir"'])])
