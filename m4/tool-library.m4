dnl SPDX-License-Identifier: MIT
dnl JUNO_TOOL_LIBRARY(NAME, VARIABLE, MODULES): a library that junomemstat uses if
dnl it is there: have_NAME, VARIABLE_CFLAGS, VARIABLE_LIBS, the conditional and the
dnl macro HAVE_VARIABLE. --with-NAME asks for it, --without-NAME does without.
AC_DEFUN([JUNO_TOOL_LIBRARY], [
have_$1=no
AS_IF([test "$enable_tools" = no], [with_$1=no])
AS_IF([test "$with_$1" != no],
    [PKG_CHECK_MODULES([$2], [$3], [have_$1=yes],
        [AS_IF([test "$with_$1" = yes], [AC_MSG_ERROR([$1 was asked for and not found])])])])
AM_CONDITIONAL([HAVE_$2], [test "$have_$1" = yes])
AS_IF([test "$have_$1" = yes], [JUNO_TOOL_DEFINES="$JUNO_TOOL_DEFINES -DHAVE_$2=1"])
AC_SUBST([JUNO_TOOL_DEFINES])
])
