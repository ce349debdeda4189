#define __GNUC__ 12
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 0
#define __VERSION__ "12.2.0"
#define __ATOMIC_RELAXED 0
#define __ATOMIC_SEQ_CST 5
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_CONSUME 1
#define __pic__ 2
#define __PIC__ 2
#define __pie__ 2
#define __PIE__ 2
#define __FINITE_MATH_ONLY__ 0
#define _LP64 1
#define __LP64__ 1
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 8
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_DOUBLE__ 8
#define __SIZEOF_LONG_DOUBLE__ 16
#define __SIZEOF_SIZE_T__ 8
#define __CHAR_BIT__ 8
#define __BIGGEST_ALIGNMENT__ 16
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __ORDER_PDP_ENDIAN__ 3412
#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __SIZEOF_POINTER__ 8
#define __GNUC_EXECUTION_CHARSET_NAME "UTF-8"
#define __GNUC_WIDE_EXECUTION_CHARSET_NAME "UTF-32LE"
#define __SIZE_TYPE__ long unsigned int
#define __PTRDIFF_TYPE__ long int
#define __WCHAR_TYPE__ int
#define __WINT_TYPE__ unsigned int
#define __INTMAX_TYPE__ long int
#define __UINTMAX_TYPE__ long unsigned int
#define __CHAR16_TYPE__ short unsigned int
#define __CHAR32_TYPE__ unsigned int
#define __SIG_ATOMIC_TYPE__ int
#define __INT8_TYPE__ signed char
#define __INT16_TYPE__ short int
#define __INT32_TYPE__ int
#define __INT64_TYPE__ long int
#define __UINT8_TYPE__ unsigned char
#define __UINT16_TYPE__ short unsigned int
#define __UINT32_TYPE__ unsigned int
#define __UINT64_TYPE__ long unsigned int
#define __INT_LEAST8_TYPE__ signed char
#define __INT_LEAST16_TYPE__ short int
#define __INT_LEAST32_TYPE__ int
#define __INT_LEAST64_TYPE__ long int
#define __UINT_LEAST8_TYPE__ unsigned char
#define __UINT_LEAST16_TYPE__ short unsigned int
#define __UINT_LEAST32_TYPE__ unsigned int
#define __UINT_LEAST64_TYPE__ long unsigned int
#define __INT_FAST8_TYPE__ signed char
#define __INT_FAST16_TYPE__ long int
#define __INT_FAST32_TYPE__ long int
#define __INT_FAST64_TYPE__ long int
#define __UINT_FAST8_TYPE__ unsigned char
#define __UINT_FAST16_TYPE__ long unsigned int
#define __UINT_FAST32_TYPE__ long unsigned int
#define __UINT_FAST64_TYPE__ long unsigned int
#define __INTPTR_TYPE__ long int
#define __UINTPTR_TYPE__ long unsigned int
#define __GXX_ABI_VERSION 1017
#define __SCHAR_MAX__ 0x7f
#define __SHRT_MAX__ 0x7fff
#define __INT_MAX__ 0x7fffffff
#define __LONG_MAX__ 0x7fffffffffffffffL
#define __LONG_LONG_MAX__ 0x7fffffffffffffffLL
#define __WCHAR_MAX__ 0x7fffffff
#define __WCHAR_MIN__ (-__WCHAR_MAX__ - 1)
#define __WINT_MAX__ 0xffffffffU
#define __WINT_MIN__ 0U
#define __PTRDIFF_MAX__ 0x7fffffffffffffffL
#define __SIZE_MAX__ 0xffffffffffffffffUL
#define __SCHAR_WIDTH__ 8
#define __SHRT_WIDTH__ 16
#define __INT_WIDTH__ 32
#define __LONG_WIDTH__ 64
#define __LONG_LONG_WIDTH__ 64
#define __WCHAR_WIDTH__ 32
#define __WINT_WIDTH__ 32
#define __PTRDIFF_WIDTH__ 64
#define __SIZE_WIDTH__ 64
#define __INTMAX_MAX__ 0x7fffffffffffffffL
#define __INTMAX_C(c) c ## L
#define __UINTMAX_MAX__ 0xffffffffffffffffUL
#define __UINTMAX_C(c) c ## UL
#define __INTMAX_WIDTH__ 64
#define __SIG_ATOMIC_MAX__ 0x7fffffff
#define __SIG_ATOMIC_MIN__ (-__SIG_ATOMIC_MAX__ - 1)
#define __SIG_ATOMIC_WIDTH__ 32
#define __INT8_MAX__ 0x7f
#define __INT16_MAX__ 0x7fff
#define __INT32_MAX__ 0x7fffffff
#define __INT64_MAX__ 0x7fffffffffffffffL
#define __UINT8_MAX__ 0xff
#define __UINT16_MAX__ 0xffff
#define __UINT32_MAX__ 0xffffffffU
#define __UINT64_MAX__ 0xffffffffffffffffUL
#define __INT_LEAST8_MAX__ 0x7f
#define __INT8_C(c) c
#define __INT_LEAST8_WIDTH__ 8
#define __INT_LEAST16_MAX__ 0x7fff
#define __INT16_C(c) c
#define __INT_LEAST16_WIDTH__ 16
#define __INT_LEAST32_MAX__ 0x7fffffff
#define __INT32_C(c) c
#define __INT_LEAST32_WIDTH__ 32
#define __INT_LEAST64_MAX__ 0x7fffffffffffffffL
#define __INT64_C(c) c ## L
#define __INT_LEAST64_WIDTH__ 64
#define __UINT_LEAST8_MAX__ 0xff
#define __UINT8_C(c) c
#define __UINT_LEAST16_MAX__ 0xffff
#define __UINT16_C(c) c
#define __UINT_LEAST32_MAX__ 0xffffffffU
#define __UINT32_C(c) c ## U
#define __UINT_LEAST64_MAX__ 0xffffffffffffffffUL
#define __UINT64_C(c) c ## UL
#define __INT_FAST8_MAX__ 0x7f
#define __INT_FAST8_WIDTH__ 8
#define __INT_FAST16_MAX__ 0x7fffffffffffffffL
#define __INT_FAST16_WIDTH__ 64
#define __INT_FAST32_MAX__ 0x7fffffffffffffffL
#define __INT_FAST32_WIDTH__ 64
#define __INT_FAST64_MAX__ 0x7fffffffffffffffL
#define __INT_FAST64_WIDTH__ 64
#define __UINT_FAST8_MAX__ 0xff
#define __UINT_FAST16_MAX__ 0xffffffffffffffffUL
#define __UINT_FAST32_MAX__ 0xffffffffffffffffUL
#define __UINT_FAST64_MAX__ 0xffffffffffffffffUL
#define __INTPTR_MAX__ 0x7fffffffffffffffL
#define __INTPTR_WIDTH__ 64
#define __UINTPTR_MAX__ 0xffffffffffffffffUL
#define __GCC_IEC_559 2
#define __GCC_IEC_559_COMPLEX 2
#define __FLT_EVAL_METHOD__ 0
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __DEC_EVAL_METHOD__ 2
#define __FLT_RADIX__ 2
#define __FLT_MANT_DIG__ 24
#define __FLT_DIG__ 6
#define __FLT_MIN_EXP__ (-125)
#define __FLT_MIN_10_EXP__ (-37)
#define __FLT_MAX_EXP__ 128
#define __FLT_MAX_10_EXP__ 38
#define __FLT_DECIMAL_DIG__ 9
#define __FLT_MAX__ 3.40282346638528859811704183484516925e+38F
#define __FLT_NORM_MAX__ 3.40282346638528859811704183484516925e+38F
#define __FLT_MIN__ 1.17549435082228750796873653722224568e-38F
#define __FLT_EPSILON__ 1.19209289550781250000000000000000000e-7F
#define __FLT_DENORM_MIN__ 1.40129846432481707092372958328991613e-45F
#define __FLT_HAS_DENORM__ 1
#define __FLT_HAS_INFINITY__ 1
#define __FLT_HAS_QUIET_NAN__ 1
#define __FLT_IS_IEC_60559__ 2
#define __DBL_MANT_DIG__ 53
#define __DBL_DIG__ 15
#define __DBL_MIN_EXP__ (-1021)
#define __DBL_MIN_10_EXP__ (-307)
#define __DBL_MAX_EXP__ 1024
#define __DBL_MAX_10_EXP__ 308
#define __DBL_DECIMAL_DIG__ 17
#define __DBL_MAX__ ((double)1.79769313486231570814527423731704357e+308L)
#define __DBL_NORM_MAX__ ((double)1.79769313486231570814527423731704357e+308L)
#define __DBL_MIN__ ((double)2.22507385850720138309023271733240406e-308L)
#define __DBL_EPSILON__ ((double)2.22044604925031308084726333618164062e-16L)
#define __DBL_DENORM_MIN__ ((double)4.94065645841246544176568792868221372e-324L)
#define __DBL_HAS_DENORM__ 1
#define __DBL_HAS_INFINITY__ 1
#define __DBL_HAS_QUIET_NAN__ 1
#define __DBL_IS_IEC_60559__ 2
#define __LDBL_MANT_DIG__ 64
#define __LDBL_DIG__ 18
#define __LDBL_MIN_EXP__ (-16381)
#define __LDBL_MIN_10_EXP__ (-4931)
#define __LDBL_MAX_EXP__ 16384
#define __LDBL_MAX_10_EXP__ 4932
#define __DECIMAL_DIG__ 21
#define __LDBL_DECIMAL_DIG__ 21
#define __LDBL_MAX__ 1.18973149535723176502126385303097021e+4932L
#define __LDBL_NORM_MAX__ 1.18973149535723176502126385303097021e+4932L
#define __LDBL_MIN__ 3.36210314311209350626267781732175260e-4932L
#define __LDBL_EPSILON__ 1.08420217248550443400745280086994171e-19L
#define __LDBL_DENORM_MIN__ 3.64519953188247460252840593361941982e-4951L
#define __LDBL_HAS_DENORM__ 1
#define __LDBL_HAS_INFINITY__ 1
#define __LDBL_HAS_QUIET_NAN__ 1
#define __LDBL_IS_IEC_60559__ 2
#define __FLT16_MANT_DIG__ 11
#define __FLT16_DIG__ 3
#define __FLT16_MIN_EXP__ (-13)
#define __FLT16_MIN_10_EXP__ (-4)
#define __FLT16_MAX_EXP__ 16
#define __FLT16_MAX_10_EXP__ 4
#define __FLT16_DECIMAL_DIG__ 5
#define __FLT16_MAX__ 6.55040000000000000000000000000000000e+4F16
#define __FLT16_NORM_MAX__ 6.55040000000000000000000000000000000e+4F16
#define __FLT16_MIN__ 6.10351562500000000000000000000000000e-5F16
#define __FLT16_EPSILON__ 9.76562500000000000000000000000000000e-4F16
#define __FLT16_DENORM_MIN__ 5.96046447753906250000000000000000000e-8F16
#define __FLT16_HAS_DENORM__ 1
#define __FLT16_HAS_INFINITY__ 1
#define __FLT16_HAS_QUIET_NAN__ 1
#define __FLT16_IS_IEC_60559__ 2
#define __FLT32_MANT_DIG__ 24
#define __FLT32_DIG__ 6
#define __FLT32_MIN_EXP__ (-125)
#define __FLT32_MIN_10_EXP__ (-37)
#define __FLT32_MAX_EXP__ 128
#define __FLT32_MAX_10_EXP__ 38
#define __FLT32_DECIMAL_DIG__ 9
#define __FLT32_MAX__ 3.40282346638528859811704183484516925e+38F32
#define __FLT32_NORM_MAX__ 3.40282346638528859811704183484516925e+38F32
#define __FLT32_MIN__ 1.17549435082228750796873653722224568e-38F32
#define __FLT32_EPSILON__ 1.19209289550781250000000000000000000e-7F32
#define __FLT32_DENORM_MIN__ 1.40129846432481707092372958328991613e-45F32
#define __FLT32_HAS_DENORM__ 1
#define __FLT32_HAS_INFINITY__ 1
#define __FLT32_HAS_QUIET_NAN__ 1
#define __FLT32_IS_IEC_60559__ 2
#define __FLT64_MANT_DIG__ 53
#define __FLT64_DIG__ 15
#define __FLT64_MIN_EXP__ (-1021)
#define __FLT64_MIN_10_EXP__ (-307)
#define __FLT64_MAX_EXP__ 1024
#define __FLT64_MAX_10_EXP__ 308
#define __FLT64_DECIMAL_DIG__ 17
#define __FLT64_MAX__ 1.79769313486231570814527423731704357e+308F64
#define __FLT64_NORM_MAX__ 1.79769313486231570814527423731704357e+308F64
#define __FLT64_MIN__ 2.22507385850720138309023271733240406e-308F64
#define __FLT64_EPSILON__ 2.22044604925031308084726333618164062e-16F64
#define __FLT64_DENORM_MIN__ 4.94065645841246544176568792868221372e-324F64
#define __FLT64_HAS_DENORM__ 1
#define __FLT64_HAS_INFINITY__ 1
#define __FLT64_HAS_QUIET_NAN__ 1
#define __FLT64_IS_IEC_60559__ 2
#define __FLT128_MANT_DIG__ 113
#define __FLT128_DIG__ 33
#define __FLT128_MIN_EXP__ (-16381)
#define __FLT128_MIN_10_EXP__ (-4931)
#define __FLT128_MAX_EXP__ 16384
#define __FLT128_MAX_10_EXP__ 4932
#define __FLT128_DECIMAL_DIG__ 36
#define __FLT128_MAX__ 1.18973149535723176508575932662800702e+4932F128
#define __FLT128_NORM_MAX__ 1.18973149535723176508575932662800702e+4932F128
#define __FLT128_MIN__ 3.36210314311209350626267781732175260e-4932F128
#define __FLT128_EPSILON__ 1.92592994438723585305597794258492732e-34F128
#define __FLT128_DENORM_MIN__ 6.47517511943802511092443895822764655e-4966F128
#define __FLT128_HAS_DENORM__ 1
#define __FLT128_HAS_INFINITY__ 1
#define __FLT128_HAS_QUIET_NAN__ 1
#define __FLT128_IS_IEC_60559__ 2
#define __FLT32X_MANT_DIG__ 53
#define __FLT32X_DIG__ 15
#define __FLT32X_MIN_EXP__ (-1021)
#define __FLT32X_MIN_10_EXP__ (-307)
#define __FLT32X_MAX_EXP__ 1024
#define __FLT32X_MAX_10_EXP__ 308
#define __FLT32X_DECIMAL_DIG__ 17
#define __FLT32X_MAX__ 1.79769313486231570814527423731704357e+308F32x
#define __FLT32X_NORM_MAX__ 1.79769313486231570814527423731704357e+308F32x
#define __FLT32X_MIN__ 2.22507385850720138309023271733240406e-308F32x
#define __FLT32X_EPSILON__ 2.22044604925031308084726333618164062e-16F32x
#define __FLT32X_DENORM_MIN__ 4.94065645841246544176568792868221372e-324F32x
#define __FLT32X_HAS_DENORM__ 1
#define __FLT32X_HAS_INFINITY__ 1
#define __FLT32X_HAS_QUIET_NAN__ 1
#define __FLT32X_IS_IEC_60559__ 2
#define __FLT64X_MANT_DIG__ 64
#define __FLT64X_DIG__ 18
#define __FLT64X_MIN_EXP__ (-16381)
#define __FLT64X_MIN_10_EXP__ (-4931)
#define __FLT64X_MAX_EXP__ 16384
#define __FLT64X_MAX_10_EXP__ 4932
#define __FLT64X_DECIMAL_DIG__ 21
#define __FLT64X_MAX__ 1.18973149535723176502126385303097021e+4932F64x
#define __FLT64X_NORM_MAX__ 1.18973149535723176502126385303097021e+4932F64x
#define __FLT64X_MIN__ 3.36210314311209350626267781732175260e-4932F64x
#define __FLT64X_EPSILON__ 1.08420217248550443400745280086994171e-19F64x
#define __FLT64X_DENORM_MIN__ 3.64519953188247460252840593361941982e-4951F64x
#define __FLT64X_HAS_DENORM__ 1
#define __FLT64X_HAS_INFINITY__ 1
#define __FLT64X_HAS_QUIET_NAN__ 1
#define __FLT64X_IS_IEC_60559__ 2
#define __DEC32_MANT_DIG__ 7
#define __DEC32_MIN_EXP__ (-94)
#define __DEC32_MAX_EXP__ 97
#define __DEC32_MIN__ 1E-95DF
#define __DEC32_MAX__ 9.999999E96DF
#define __DEC32_EPSILON__ 1E-6DF
#define __DEC32_SUBNORMAL_MIN__ 0.000001E-95DF
#define __DEC64_MANT_DIG__ 16
#define __DEC64_MIN_EXP__ (-382)
#define __DEC64_MAX_EXP__ 385
#define __DEC64_MIN__ 1E-383DD
#define __DEC64_MAX__ 9.999999999999999E384DD
#define __DEC64_EPSILON__ 1E-15DD
#define __DEC64_SUBNORMAL_MIN__ 0.000000000000001E-383DD
#define __DEC128_MANT_DIG__ 34
#define __DEC128_MIN_EXP__ (-6142)
#define __DEC128_MAX_EXP__ 6145
#define __DEC128_MIN__ 1E-6143DL
#define __DEC128_MAX__ 9.999999999999999999999999999999999E6144DL
#define __DEC128_EPSILON__ 1E-33DL
#define __DEC128_SUBNORMAL_MIN__ 0.000000000000000000000000000000001E-6143DL
#define __REGISTER_PREFIX__ 
#define __USER_LABEL_PREFIX__ 
#define __GNUC_STDC_INLINE__ 1
#define __NO_INLINE__ 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_1 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_8 1
#define __GCC_ATOMIC_BOOL_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR16_T_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR32_T_LOCK_FREE 2
#define __GCC_ATOMIC_WCHAR_T_LOCK_FREE 2
#define __GCC_ATOMIC_SHORT_LOCK_FREE 2
#define __GCC_ATOMIC_INT_LOCK_FREE 2
#define __GCC_ATOMIC_LONG_LOCK_FREE 2
#define __GCC_ATOMIC_LLONG_LOCK_FREE 2
#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
#define __GCC_DESTRUCTIVE_SIZE 64
#define __GCC_CONSTRUCTIVE_SIZE 64
#define __GCC_ATOMIC_POINTER_LOCK_FREE 2
#define __HAVE_SPECULATION_SAFE_VALUE 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __PRAGMA_REDEFINE_EXTNAME 1
#define __SIZEOF_INT128__ 16
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __SIZEOF_PTRDIFF_T__ 8
#define __amd64 1
#define __amd64__ 1
#define __x86_64 1
#define __x86_64__ 1
#define __SIZEOF_FLOAT80__ 16
#define __SIZEOF_FLOAT128__ 16
#define __ATOMIC_HLE_ACQUIRE 65536
#define __ATOMIC_HLE_RELEASE 131072
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __k8 1
#define __k8__ 1
#define __code_model_small__ 1
#define __MMX__ 1
#define __SSE__ 1
#define __SSE2__ 1
#define __FXSR__ 1
#define __SSE_MATH__ 1
#define __SSE2_MATH__ 1
#define __MMX_WITH_SSE__ 1
#define __SEG_FS 1
#define __SEG_GS 1
#define __gnu_linux__ 1
#define __linux 1
#define __linux__ 1
#define linux 1
#define __unix 1
#define __unix__ 1
#define unix 1
#define __ELF__ 1
#define __DECIMAL_BID_FORMAT__ 1
#define __FRAMAC__ 1
#define __FC_MACHDEP_GCC_X86_64 1
#undef __GNUC__
#define _Alignof __alignof__
#define NDEBUG 1
#define MEMORY_CALL_H 
#define MEMORY_OUTSIDE_H 
#define MEMORY_POOL_H 
#define MEMORY_EVENT_H 
#define JUNO_MEMORY_TYPES_H 
#define JUNO_MACROS_H 
#define JUNO_API 
#define JUNO_NODISCARD 
#define DECLARE_FAILURE_HANDLER JUNO_FAILURE_HANDLER_T pfcnFailureHandler; JUNO_USER_DATA_T *pvFailureUserData
#define JUNO_STATUS_H 
#define __FC_STDBOOL 
#define bool _Bool
#define true 1
#define false 0
#define __bool_true_false_are_defined 1
#define __FC_STDDEF 
#define __FC_FEATURES_H 
#define __PUSH_FC_STDLIB #pragma fc_stdlib(push,__FILE__)
#define __POP_FC_STDLIB #pragma fc_stdlib(pop)
#define __BEGIN_DECLS 
#define __END_DECLS 
#undef __LEAF
#define __LEAF 
#undef __LEAF_ATTR
#define __LEAF_ATTR 
#undef __THROW
#undef __THROWNL
#undef __NTH
#define __THROW 
#define __THROWNL 
#define __NTH(fct) fct
#undef __builtin_object_size
#define __builtin_object_size (ptr, type) ((size_t)-1)
#undef __bos
#define __bos(ptr) __builtin_object_size (ptr, 0)
#undef __bos0
#define __bos0(ptr) __builtin_object_size (ptr, 0)
#undef __warndecl
#define __warndecl(name,msg) extern void name (void)
#undef __warnattr
#define __warnattr(msg) 
#undef __errordecl
#define __errordecl(name,msg) extern void name (void)
#define __attribute_deprecated__ __attribute__((__deprecated__))
#define __attribute_format_arg__(x) __attribute__((__format_arg__(x)))
#define __attribute_const__ __attribute__((__const__))
#define __attribute_malloc__ __attribute__((__malloc__))
#define __attribute_artificial__ 
#define __attribute_pure__ 
#undef __attribute_warn_unused_result__
#define __attribute_warn_unused_result__ 
#define __wur 
#define restrict __restrict
#define __restrict__ __restrict
#define __USE_ISOC99 1
#define __FC_EXTERN extern
#define __FC_MACHDEP 
#define __FC_FORCE_INCLUDE_MACHDEP__ 
#define __FC_MACHDEP_LINUX_SHARED 
#define __FC_POSIX_VERSION 200809L
#define __INT8_T signed char
#define __INT8_MIN __FC_SCHAR_MIN
#define __INT8_MAX __FC_SCHAR_MAX
#define __UINT8_T unsigned char
#define __UINT8_MIN __FC_UCHAR_MAX
#define __INT16_T signed short
#define __INT16_MIN __FC_SHRT_MIN
#define __INT16_MAX __FC_SHRT_MAX
#define __UINT16_T unsigned short
#define __UINT16_MAX __FC_USHRT_MAX
#define __PRI8_PREFIX "hh"
#define __PRI16_PREFIX "h"
#define __INT_LEAST8_T signed char
#define __INT_LEAST8_MIN __FC_SCHAR_MIN
#define __INT_LEAST8_MAX __FC_SCHAR_MAX
#define __UINT_LEAST8_T unsigned char
#define __UINT_LEAST8_MAX __FC_UCHAR_MAX
#define __INT_LEAST16_T signed short
#define __INT_LEAST16_MIN __FC_SHRT_MIN
#define __INT_LEAST16_MAX __FC_SHRT_MAX
#define __UINT_LEAST16_T unsigned short
#define __UINT_LEAST16_MAX __FC_USHRT_MAX
#define __INT_FAST8_T signed char
#define __INT_FAST8_MIN __FC_SCHAR_MIN
#define __INT_FAST8_MAX __FC_SCHAR_MAX
#define __UINT_FAST8_T unsigned char
#define __UINT_FAST8_MAX __FC_UCHAR_MAX
#define __INT_FAST16_T signed int
#define __INT_FAST16_MIN __FC_INT_MIN
#define __INT_FAST16_MAX __FC_INT_MAX
#define __UINT_FAST16_T unsigned int
#define __UINT_FAST16_MAX __FC_UINT_MAX
#define __PRIFAST16_PREFIX ""
#define __INT_MAX_T signed long long
#define __UINT_MAX_T unsigned long long
#define __PRIMAX_PREFIX "ll"
#define __FC_SCHAR_MIN (-128)
#define __FC_SCHAR_MAX 127
#define __FC_UCHAR_MAX 255
#define __FC_SHRT_MIN (-32768)
#define __FC_SHRT_MAX 32767
#define __FC_USHRT_MAX 65535
#define __FC_LLONG_MIN (-9223372036854775807LL -1LL)
#define __FC_LLONG_MAX 9223372036854775807LL
#define __FC_ULLONG_MAX 18446744073709551615ULL
#define __FC_PATH_MAX 256
#define __FC_HOST_NAME_MAX 64
#define __FC_TTY_NAME_MAX 32
#define __FC_VA_LIST_T __builtin_va_list
#define __FC_SIG_ATOMIC_MIN __FC_INT_MIN
#define __FC_SIG_ATOMIC_MAX __FC_INT_MAX
#define __FC_WCHAR_MIN __FC_INT_MIN
#define __FC_WCHAR_MAX __FC_INT_MAX
#define __FC_INTMAX_MIN (-9223372036854775807LL -1LL)
#define __FC_INTMAX_MAX 9223372036854775807LL
#define __FC_UINTMAX_MAX 18446744073709551615ULL
#define __WCHAR_T int
#define __FC_BUFSIZ 8192
#define __FC_EOF (-1)
#define __FC_FOPEN_MAX 16
#define __FC_FILENAME_MAX 2048
#define __FC_L_tmpnam 2048
#define __FC_TMP_MAX 0xFFFFFFFF
#define __FC_RAND_MAX 32767
#define __FC_MB_CUR_MAX ((size_t)16)
#define __FC_EPERM 1
#define __FC_ENOENT 2
#define __FC_ESRCH 3
#define __FC_EINTR 4
#define __FC_EIO 5
#define __FC_ENXIO 6
#define __FC_E2BIG 7
#define __FC_ENOEXEC 8
#define __FC_EBADF 9
#define __FC_ECHILD 10
#define __FC_EAGAIN 11
#define __FC_ENOMEM 12
#define __FC_EACCES 13
#define __FC_EFAULT 14
#define __FC_ENOTBLK 15
#define __FC_EBUSY 16
#define __FC_EEXIST 17
#define __FC_EXDEV 18
#define __FC_ENODEV 19
#define __FC_ENOTDIR 20
#define __FC_EISDIR 21
#define __FC_EINVAL 22
#define __FC_ENFILE 23
#define __FC_EMFILE 24
#define __FC_ENOTTY 25
#define __FC_ETXTBSY 26
#define __FC_EFBIG 27
#define __FC_ENOSPC 28
#define __FC_ESPIPE 29
#define __FC_EROFS 30
#define __FC_EMLINK 31
#define __FC_EPIPE 32
#define __FC_EDOM 33
#define __FC_ERANGE 34
#define __FC_EDEADLK 35
#define __FC_ENAMETOOLONG 36
#define __FC_ENOLCK 37
#define __FC_ENOSYS 38
#define __FC_ENOTEMPTY 39
#define __FC_ELOOP 40
#define __FC_EWOULDBLOCK EAGAIN
#define __FC_ENOMSG 42
#define __FC_EIDRM 43
#define __FC_ECHRNG 44
#define __FC_EL2NSYNC 45
#define __FC_EL3HLT 46
#define __FC_EL3RST 47
#define __FC_ELNRNG 48
#define __FC_EUNATCH 49
#define __FC_ENOCSI 50
#define __FC_EL2HLT 51
#define __FC_EBADE 52
#define __FC_EBADR 53
#define __FC_EXFULL 54
#define __FC_ENOANO 55
#define __FC_EBADRQC 56
#define __FC_EBADSLT 57
#define __FC_EDEADLOCK EDEADLK
#define __FC_EBFONT 59
#define __FC_ENOSTR 60
#define __FC_ENODATA 61
#define __FC_ETIME 62
#define __FC_ENOSR 63
#define __FC_ENONET 64
#define __FC_ENOPKG 65
#define __FC_EREMOTE 66
#define __FC_ENOLINK 67
#define __FC_EADV 68
#define __FC_ESRMNT 69
#define __FC_ECOMM 70
#define __FC_EPROTO 71
#define __FC_EMULTIHOP 72
#define __FC_EDOTDOT 73
#define __FC_EBADMSG 74
#define __FC_EOVERFLOW 75
#define __FC_ENOTUNIQ 76
#define __FC_EBADFD 77
#define __FC_EREMCHG 78
#define __FC_ELIBACC 79
#define __FC_ELIBBAD 80
#define __FC_ELIBSCN 81
#define __FC_ELIBMAX 82
#define __FC_ELIBEXEC 83
#define __FC_EILSEQ 84
#define __FC_ERESTART 85
#define __FC_ESTRPIPE 86
#define __FC_EUSERS 87
#define __FC_ENOTSOCK 88
#define __FC_EDESTADDRREQ 89
#define __FC_EMSGSIZE 90
#define __FC_EPROTOTYPE 91
#define __FC_ENOPROTOOPT 92
#define __FC_EPROTONOSUPPORT 93
#define __FC_ESOCKTNOSUPPORT 94
#define __FC_ENOTSUP 95
#define __FC_EOPNOTSUPP 95
#define __FC_EPFNOSUPPORT 96
#define __FC_EAFNOSUPPORT 97
#define __FC_EADDRINUSE 98
#define __FC_EADDRNOTAVAIL 99
#define __FC_ENETDOWN 100
#define __FC_ENETUNREACH 101
#define __FC_ENETRESET 102
#define __FC_ECONNABORTED 103
#define __FC_ECONNRESET 104
#define __FC_ENOBUFS 105
#define __FC_EISCONN 106
#define __FC_ENOTCONN 107
#define __FC_ESHUTDOWN 108
#define __FC_ETOOMANYREFS 109
#define __FC_ETIMEDOUT 110
#define __FC_ECONNREFUSED 111
#define __FC_EHOSTDOWN 112
#define __FC_EHOSTUNREACH 113
#define __FC_EALREADY 114
#define __FC_EINPROGRESS 115
#define __FC_ESTALE 116
#define __FC_EUCLEAN 117
#define __FC_ENOTNAM 118
#define __FC_ENAVAIL 119
#define __FC_EISNAM 120
#define __FC_EREMOTEIO 121
#define __FC_EDQUOT 122
#define __FC_ENOMEDIUM 123
#define __FC_EMEDIUMTYPE 124
#define __FC_ECANCELED 125
#define __FC_ENOKEY 126
#define __FC_EKEYEXPIRED 127
#define __FC_EKEYREVOKED 128
#define __FC_EKEYREJECTED 129
#define __FC_EOWNERDEAD 130
#define __FC_ENOTRECOVERABLE 131
#define __FC_ERFKILL 132
#define __FC_EHWPOISON 133
#define __FC_TIME_T long
#define __FC_NSIG 65
#define __FC__NSIG __FC_NSIG
#undef __FC_FORCE_INCLUDE_MACHDEP__
#define __FC_BYTE_ORDER __LITTLE_ENDIAN
#undef __CHAR_UNSIGNED__
#define __WORDSIZE 64
#define __SIZEOF_SHORT 2
#define __SIZEOF_INT 4
#define __SIZEOF_LONG 8
#define __SIZEOF_LONGLONG 8
#define __CHAR_BIT 8
#define __PTRDIFF_T long
#define __SIZE_T unsigned long
#define __FC_INT_MIN (-2147483647 - 1)
#define __FC_INT_MAX 2147483647
#define __FC_UINT_MAX 4294967295U
#define __FC_LONG_MIN (-9223372036854775807L -1L)
#define __FC_LONG_MAX 9223372036854775807L
#define __FC_ULONG_MAX 18446744073709551615UL
#define __FC_SIZE_MAX __FC_ULONG_MAX
#define __INTPTR_T signed long
#define __FC_INTPTR_MIN __FC_LONG_MIN
#define __FC_INTPTR_MAX __FC_LONG_MAX
#define __UINTPTR_T unsigned long
#define __FC_UINTPTR_MAX __FC_ULONG_MAX
#define __INT32_T signed int
#define __INT32_MIN __FC_INT_MIN
#define __INT32_MAX __FC_INT_MAX
#define __UINT32_T unsigned int
#define __UINT32_MAX __FC_UINT_MAX
#define __INT64_T signed long
#define __INT64_MIN __FC_LONG_MIN
#define __INT64_MAX __FC_LONG_MAX
#define __UINT64_T unsigned long
#define __UINT64_MAX __FC_ULONG_MAX
#define __PRI32_PREFIX ""
#define __PRI64_PREFIX "l"
#define __PRIPTR_PREFIX "l"
#define __INT_LEAST32_T signed int
#define __INT_LEAST32_MIN __FC_INT_MIN
#define __INT_LEAST32_MAX __FC_INT_MAX
#define __UINT_LEAST32_T unsigned int
#define __UINT_LEAST32_MAX __FC_UINT_MAX
#define __INT_LEAST64_T signed long
#define __INT_LEAST64_MIN __FC_LONG_MIN
#define __INT_LEAST64_MAX __FC_LONG_MAX
#define __UINT_LEAST64_T unsigned long
#define __UINT_LEAST64_MAX __FC_ULONG_MAX
#define __INT_FAST32_T signed int
#define __INT_FAST32_MIN __FC_INT_MIN
#define __INT_FAST32_MAX __FC_INT_MAX
#define __UINT_FAST32_T unsigned int
#define __UINT_FAST32_MAX __FC_UINT_MAX
#define __INT_FAST64_T signed long
#define __INT_FAST64_MIN __FC_LONG_MIN
#define __INT_FAST64_MAX __FC_LONG_MAX
#define __UINT_FAST64_T unsigned long
#define __UINT_FAST64_MAX __FC_ULONG_MAX
#define __SSIZE_T signed long
#define __SSIZE_MAX __FC_LONG_MAX
#define __FC_PTRDIFF_MIN __FC_LONG_MIN
#define __FC_PTRDIFF_MAX __FC_LONG_MAX
#define __WINT_T unsigned int
#define __FC_WEOF (0xFFFFFFFFU)
#define __FC_WINT_MIN 0
#define __FC_WINT_MAX __FC_UINT_MAX
#define __FC_GCC_BUILTINS 
////////////////__ANNOT_BEG__
# 35 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a + b);
  ensures result_overflow: a + b == (int)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 44 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a + b);
  ensures result_overflow: a + b == (long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 53 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a + b);
  ensures result_overflow: a + b == (long long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 62 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a + b);
  ensures result_overflow: a + b == (unsigned)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 71 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a + b);
  ensures result_overflow: a + b == (unsigned long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 80 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a + b);
  ensures result_overflow: a + b == (unsigned long long)(a + b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 89 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a - b);
  ensures result_overflow: a - b == (int)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 98 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a - b);
  ensures result_overflow: a - b == (long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 107 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a - b);
  ensures result_overflow: a - b == (long long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 116 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a - b);
  ensures result_overflow: a - b == (unsigned)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 125 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a - b);
  ensures result_overflow: a - b == (unsigned long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 134 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a - b);
  ensures result_overflow: a - b == (unsigned long long)(a - b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 143 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (int)(a * b);
  ensures result_overflow: a * b == (int)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 152 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long)(a * b);
  ensures result_overflow: a * b == (long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 161 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (long long)(a * b);
  ensures result_overflow: a * b == (long long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 170 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned)(a * b);
  ensures result_overflow: a * b == (unsigned)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 179 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long)(a * b);
  ensures result_overflow: a * b == (unsigned long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 188 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires valid_res: __ANNOT_BACKSLASH__valid(res);
  assigns __ANNOT_BACKSLASH__result, *res __ANNOT_BACKSLASH__from a, b;
  ensures initialization:res: __ANNOT_BACKSLASH__initialized(res);
  ensures res_wrapped: *res == (unsigned long long)(a * b);
  ensures result_overflow: a * b == (unsigned long long)(a * b) ? __ANNOT_BACKSLASH__result == 0 : __ANNOT_BACKSLASH__result == 1;
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 197 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 204 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 211 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 218 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 225 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 232 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  requires x_nonzero: x != 0;
  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result < __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 239 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 245 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 251 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 

  assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from indirect:x;
  ensures result_is_bit_count: 0 <= __ANNOT_BACKSLASH__result <= __CHAR_BIT * sizeof(x);
 
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 261 "/usr/share/frama-c/libc/__fc_gcc_builtins.h" 
 assigns __ANNOT_BACKSLASH__nothing; 
////////////////__ANNOT_END__
#define __ptrdiff_t_defined 
#define __FC_DEFINE_SIZE_T 
#define __FC_DEFINE_SSIZE_T 
#define SSIZE_MAX __SSIZE_MAX
#define __FC_DEFINE_WCHAR_T 
#define __FC_DEFINE_NULL 
#undef NULL
#define NULL ((void*)0)
#define offsetof(type,member) __builtin_offsetof(type,member)
#define __FC_STDINT 
#define u_int8_t uint8_t
#define u_int16_t uint16_t
#define u_int32_t uint32_t
#define u_int64_t uint64_t
#define __FC_DEFINE_INTPTR_T 
#define INTPTR_MIN __FC_INTPTR_MIN
#define INTPTR_MAX __FC_INTPTR_MAX
#define __intptr_t_defined 
#define UINTPTR_MAX __FC_UINTPTR_MAX
#define INT8_MIN (-128)
#define INT8_MAX 127
#define UINT8_MAX 255
#define INT16_MIN (-32768)
#define INT16_MAX 32767
#define UINT16_MAX 65535
#define INT32_MIN (-INT32_MAX - 1)
#define INT32_MAX 2147483647
#define UINT32_MAX 4294967295U
#define INT64_MIN (-INT64_MAX -1LL)
#define INT64_MAX 9223372036854775807LL
#define UINT64_MAX 18446744073709551615ULL
#define INT_LEAST8_MIN __INT_LEAST8_MIN
#define INT_LEAST8_MAX __INT_LEAST8_MAX
#define INT_LEAST16_MIN __INT_LEAST16_MIN
#define INT_LEAST16_MAX __INT_LEAST16_MAX
#define INT_LEAST32_MIN __INT_LEAST32_MIN
#define INT_LEAST32_MAX __INT_LEAST32_MAX
#define INT_LEAST64_MIN __INT_LEAST64_MIN
#define INT_LEAST64_MAX __INT_LEAST64_MAX
#define UINT_LEAST8_MAX __UINT_LEAST8_MAX
#define UINT_LEAST16_MAX __UINT_LEAST16_MAX
#define UINT_LEAST32_MAX __UINT_LEAST32_MAX
#define UINT_LEAST64_MAX __UINT_LEAST64_MAX
#define INT_FAST8_MIN __INT_FAST8_MIN
#define INT_FAST8_MAX __INT_FAST8_MAX
#define INT_FAST16_MIN __INT_FAST16_MIN
#define INT_FAST16_MAX __INT_FAST16_MAX
#define INT_FAST32_MIN __INT_FAST32_MIN
#define INT_FAST32_MAX __INT_FAST32_MAX
#define INT_FAST64_MIN __INT_FAST64_MIN
#define INT_FAST64_MAX __INT_FAST64_MAX
#define UINT_FAST8_MAX __UINT_FAST8_MAX
#define UINT_FAST16_MAX __UINT_FAST16_MAX
#define UINT_FAST32_MAX __UINT_FAST32_MAX
#define UINT_FAST64_MAX __UINT_FAST64_MAX
#define INTMAX_MIN __FC_INTMAX_MIN
#define INTMAX_MAX __FC_INTMAX_MAX
#define UINTMAX_MAX __FC_UINTMAX_MAX
#define PTRDIFF_MIN __FC_PTRDIFF_MIN
#define PTRDIFF_MAX __FC_PTRDIFF_MAX
#define SIG_ATOMIC_MIN __FC_SIG_ATOMIC_MIN
#define SIG_ATOMIC_MAX __FC_SIG_ATOMIC_MAX
#define SIZE_MAX __FC_SIZE_MAX
#define WCHAR_MIN __FC_WCHAR_MIN
#define WCHAR_MAX __FC_WCHAR_MAX
#define WINT_MIN __FC_WINT_MIN
#define WINT_MAX __FC_WINT_MAX
#define INT8_C(c) c
#define UINT8_C(c) c
#define INT16_C(c) c
#define UINT16_C(c) c
#define INT32_C(c) (c ## L)
#define UINT32_C(c) (c ## UL)
#define INT64_C(c) (c ## LL)
#define UINT64_C(c) (c ## ULL)
#define INTMAX_C(c) (c ## LL)
#define UINTMAX_C(c) (c ## ULL)
#define JUNO_MEMORY_BLK_LENGTH_MAX ((size_t)UINT32_MAX + 1u)
#define JUNO_MEMORY_BLK_CLEAR 1u
#define JUNO_MEMORY_BLOCK(name,type,length) static type name[length]
#define JUNO_MEMORY_BLOCK_METADATA(name,length) static JUNO_MEMORY_BLOCK_METADATA_T name[length]
#define JUNO_REF(name) ptRef_ ##name
#define JUNO_NEW_REF(name) JUNO_MEMORY_T *JUNO_REF(name)
#define JUNO_NEW_REF_FROM(name) JUNO_NEW_REF(name) = Juno_MemoryGetRef(&(name))
#define JUNO_NEW_REF_FROM_PTR(name) JUNO_NEW_REF(name) = Juno_MemoryGetRef(name)
#define MEMORY_NO_BLOCK SIZE_MAX
#define MEMORY_LIKELY(condition) (condition)
#define MEMORY_UNLIKELY(condition) (condition)
#define MEMORY_CALLER() NULL
#define MEMORY_LOGIC_H 
////////////////__ANNOT_BEG__
# 11 "/tmp/jm/guard/lib/memory_logic.h" 

  // How many blocks were ever out; they are the first ones.
  logic integer Carved{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->zUsed + ptBlk->zFreed;

  // A carved block is out: its serial is odd.
  predicate Live{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) = ptBlk->piSerials[zBlock] % 2 == 1;

  // Where a block begins.
  logic char *Address{L}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    (char *)ptBlk->pvMemory + zBlock * ptBlk->zTypeSize;

  // Sizes and tables are as init leaves them; nothing lies on anything else.
  predicate Shape{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__valid(ptBlk) &&
    1 <= ptBlk->zTypeSize && 1 <= ptBlk->zLength <= JUNO_MEMORY_BLK_LENGTH_MAX &&
    ptBlk->zTypeSize * ptBlk->zLength <= SIZE_MAX &&
    __ANNOT_BACKSLASH__valid((char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__valid(ptBlk->piSerials + (0 .. ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__valid(ptBlk->piFree + (0 .. ptBlk->zLength - 1)) &&
    __ANNOT_BACKSLASH__separated(
      ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1), ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  predicate Counters{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Carved(ptBlk) <= ptBlk->zLength && ptBlk->zUsed <= ptBlk->zPeak;

  // What stands on the free stack is carved and not out,
  predicate StackFree{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer i; 0 <= i < ptBlk->zFreed ==>
      ptBlk->piFree[i] < Carved(ptBlk) && !Live(ptBlk, ptBlk->piFree[i]);

  // stands there once,
  predicate StackOnce{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer i, j; 0 <= i < j < ptBlk->zFreed ==> ptBlk->piFree[i] != ptBlk->piFree[j];

  // and nothing is missing. So zFreed counts the carved blocks that are not
  // out, and zUsed those that are (tests/proof/counters.c).
  predicate StackWhole{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__forall integer b; 0 <= b < Carved(ptBlk) && !Live(ptBlk, b) ==>
      __ANNOT_BACKSLASH__exists integer i; 0 <= i < ptBlk->zFreed && ptBlk->piFree[i] == b;

  // The invariant: true of each pool between two calls.
  predicate Pool{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Shape(ptBlk) && Counters(ptBlk) && StackFree(ptBlk) && StackOnce(ptBlk) && StackWhole(ptBlk);

  // A descriptor lies neither on the pool nor in its tables or blocks.
  predicate Apart{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    __ANNOT_BACKSLASH__separated(
      ptMemory, ptBlk, ptBlk->piSerials + (0 .. ptBlk->zLength - 1),
      ptBlk->piFree + (0 .. ptBlk->zLength - 1),
      (char *)ptBlk->pvMemory + (0 .. ptBlk->zTypeSize * ptBlk->zLength - 1)
    );

  // The private fields of a descriptor are what the library writes there: a
  // serial that was given out is odd.
  predicate Written{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != __ANNOT_BACKSLASH__null ==> ptMemory->iSerial % 2 == 1;

  predicate Empty{L}(JUNO_MEMORY_T *ptMemory) =
    ptMemory->pvAddr == __ANNOT_BACKSLASH__null && ptMemory->zSize == 0 && ptMemory->iRefCount == 0 &&
    ptMemory->ptOwner == __ANNOT_BACKSLASH__null && ptMemory->iBlock == 0 && ptMemory->iSerial == 0;

  // The block that a descriptor names: its own index or, built by hand, the one
  // that division finds. Only a guess: nothing is proven about it, each user
  // compares the addresses.
  logic integer Named{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->ptOwner != __ANNOT_BACKSLASH__null
      ? ptMemory->iBlock
      : (size_t)((uintptr_t)ptMemory->pvAddr - (uintptr_t)ptBlk->pvMemory) / ptBlk->zTypeSize;

  // It is a carved block, and the descriptor's address is its start.
  predicate NamesBlock{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    0 <= Named(ptBlk, ptMemory) < Carved(ptBlk) &&
    ptMemory->pvAddr == Address(ptBlk, Named(ptBlk, ptMemory)) &&
    ptMemory->pvAddr != __ANNOT_BACKSLASH__null && (ptMemory->ptOwner == __ANNOT_BACKSLASH__null || ptMemory->ptOwner == &ptBlk->tHdr);

  // That block is out, and not given out again since the descriptor was filled.
  predicate Current{L}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory) =
    ptMemory->iBlock < Carved(ptBlk) && ptBlk->piSerials[ptMemory->iBlock] == ptMemory->iSerial;

  // No block but this one has changed hands.
  predicate OthersAsBefore{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, integer zBlock) =
    __ANNOT_BACKSLASH__forall integer b; 0 <= b < __ANNOT_BACKSLASH__at(ptBlk->zLength, L1) && b != zBlock ==>
      __ANNOT_BACKSLASH__at(ptBlk->piSerials[b], L2) == __ANNOT_BACKSLASH__at(ptBlk->piSerials[b], L1);
////////////////__ANNOT_END_NL__
#define MEMORY_HOOK_LOCK 1u
#define MEMORY_HOOK_OBSERVER 2u
#define MEMORY_HOOK_CLEAR 4u
#define MEMORY_HOOK_GUARD 0u
#define MEMORY_PLAIN_FIRST 1
////////////////__ANNOT_BEG__
# 51 "/tmp/jm/guard/lib/memory_pool.h" 
 requires Shape(ptBlk);
    assigns __ANNOT_BACKSLASH__nothing;
    behavior block:
      assumes zBlock < ptBlk->zLength;
      ensures __ANNOT_BACKSLASH__result == Address(ptBlk, zBlock);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 63 "/tmp/jm/guard/lib/memory_pool.h" 
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && Counters(ptBlk);
    assigns __ANNOT_BACKSLASH__nothing;
    ensures __ANNOT_BACKSLASH__result == Carved(ptBlk);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 73 "/tmp/jm/guard/lib/memory_pool.h" 
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && __ANNOT_BACKSLASH__valid_read(ptBlk->piSerials + zBlock);
    assigns __ANNOT_BACKSLASH__nothing;
    ensures __ANNOT_BACKSLASH__result <==> Live(ptBlk, zBlock);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 83 "/tmp/jm/guard/lib/memory_pool.h" 
 requires __ANNOT_BACKSLASH__valid_read(ptBlk) && ptBlk->zTypeSize >= 1;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior zero_size:
      assumes zSize == 0;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_TOO_LARGE;
    behavior right:
      assumes 1 <= zSize <= ptBlk->zTypeSize;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 107 "/tmp/jm/guard/lib/memory_pool.h" 
 requires Pool(ptBlk) && __ANNOT_BACKSLASH__valid(ptMemory) && Apart(ptBlk, ptMemory);
    assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
            ptBlk->piSerials[0 .. ptBlk->zLength - 1], *ptMemory;
    ensures Pool(ptBlk) && Written(ptMemory);
    behavior zero_size:
      assumes zSize == 0;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_ZERO_SIZE;
    behavior too_large:
      assumes zSize > ptBlk->zTypeSize;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_TOO_LARGE;
    behavior full:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zUsed == ptBlk->zLength;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_FULL;
    behavior reused:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed > 0;
      assigns ptBlk->zUsed, ptBlk->zFreed, ptBlk->zPeak, ptBlk->zGets,
              ptBlk->piSerials[ptBlk->piFree[ptBlk->zFreed - 1]], *ptMemory;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    behavior carved:
      assumes 1 <= zSize <= ptBlk->zTypeSize && ptBlk->zFreed == 0 && ptBlk->zUsed < ptBlk->zLength;
      assigns ptBlk->zUsed, ptBlk->zPeak, ptBlk->zGets, ptBlk->piSerials[ptBlk->zUsed], *ptMemory;
      ensures __ANNOT_BACKSLASH__result == MEMORY_CAUSE_NONE;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 26 "/tmp/jm/guard/lib/memory_outside.h" 
 ghost OUTSIDE_T Outside;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 27 "/tmp/jm/guard/lib/memory_outside.h" 
 ghost JUNO_MEMORY_BLOCK_T *Outside_ptBlk; // pool that is walked
////////////////__ANNOT_END_COMMENT__
////////////////__ANNOT_BEG__
# 29 "/tmp/jm/guard/lib/memory_outside.h" 
 requires Outside.iLocked == 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 36 "/tmp/jm/guard/lib/memory_outside.h" 
 requires Outside.iLocked == 1;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 43 "/tmp/jm/guard/lib/memory_outside.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns Outside.iEvents;
    ensures Outside.iEvents == __ANNOT_BACKSLASH__old(Outside.iEvents) + 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 49 "/tmp/jm/guard/lib/memory_outside.h" 
 requires Outside.iLocked == 0;
    requires tStatus != JUNO_STATUS_SUCCESS;
    requires pcMessage != __ANNOT_BACKSLASH__null && pcMessage[0] != 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iReports, Outside.tReported;
    ensures Outside.iReports == __ANNOT_BACKSLASH__old(Outside.iReports) + 1;
    ensures Outside.tReported == tStatus;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 59 "/tmp/jm/guard/lib/memory_outside.h" 
 requires Live(Outside_ptBlk, zBlock) && zBlock < Carved(Outside_ptBlk);
    requires pvAddr == Address(Outside_ptBlk, zBlock);
    requires Outside.zNext <= zBlock;
    requires __ANNOT_BACKSLASH__forall integer b; Outside.zNext <= b < zBlock ==> !Live(Outside_ptBlk, b);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.zNext;
    ensures Outside.zNext == zBlock + 1;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 70 "/tmp/jm/guard/lib/memory_outside.h" 

  // What hangs on a pool is the application's functions, as they are above.
  predicate Wired{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    __ANNOT_BACKSLASH__valid_read(ptBlk) &&
    ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0 ==>
      __ANNOT_BACKSLASH__valid_read(ptBlk->ptLock) && ptBlk->ptLock->pfcnLock == &Outside_Lock &&
      ptBlk->ptLock->pfcnUnlock == &Outside_Unlock) &&
    ((ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0 ==>
      __ANNOT_BACKSLASH__valid_read(ptBlk->ptObserver) && ptBlk->ptObserver->pfcnEvent == &Outside_Observe) &&
    (ptBlk->pfcnFailureHandler == __ANNOT_BACKSLASH__null || ptBlk->pfcnFailureHandler == &Outside_Handle);

  predicate Locked{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == ((ptBlk->iHooks & MEMORY_HOOK_LOCK) != 0 ? 1 : 0);

  // Rule 2: the handler was called once, and told the status that is returned.
  predicate ReportedOnce{L1, L2}(JUNO_STATUS_T tStatus) =
    __ANNOT_BACKSLASH__at(Outside.iReports, L2) == __ANNOT_BACKSLASH__at(Outside.iReports, L1) + 1 && __ANNOT_BACKSLASH__at(Outside.tReported, L2) == tStatus;

  predicate Silent{L1, L2} =
    __ANNOT_BACKSLASH__at(Outside.iReports, L2) == __ANNOT_BACKSLASH__at(Outside.iReports, L1) &&
    __ANNOT_BACKSLASH__at(Outside.tReported, L2) == __ANNOT_BACKSLASH__at(Outside.tReported, L1);

  // The same where the pool has a handler at all.
  predicate Reported{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_STATUS_T tStatus) =
    __ANNOT_BACKSLASH__at(ptBlk->pfcnFailureHandler, L1) != __ANNOT_BACKSLASH__null
      ? ReportedOnce{L1, L2}(tStatus)
      : Silent{L1, L2};

  // An address has the range of its type: WP does not know it of casts.
  predicate IsNumber(void *pvAddr) = 0 <= (uintptr_t)pvAddr <= SIZE_MAX;

  // What init refuses: the first that applies is returned.
  predicate NullGeometry{L}(void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    pvMemory == __ANNOT_BACKSLASH__null || ptMetadata == __ANNOT_BACKSLASH__null;
  predicate WrongSize(void *pvMemory, integer zTypeSize, integer zLength) =
    zTypeSize == 0 || zLength == 0 || zLength > JUNO_MEMORY_BLK_LENGTH_MAX ||
    (uintptr_t)pvMemory + zTypeSize * zLength > SIZE_MAX;
  predicate Misaligned(JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata) =
    (uintptr_t)ptMetadata % sizeof(JUNO_MEMORY_INDEX_T) != 0;

  predicate Inited{L}(JUNO_MEMORY_BLOCK_T *ptBlk) = ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK;

  // What a call may be given that looks at a pool or configures it.
  predicate Askable{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    Outside.iLocked == 0 &&
    (ptBlk == __ANNOT_BACKSLASH__null || (__ANNOT_BACKSLASH__valid(ptBlk) && (Inited(ptBlk) ==> Wired(ptBlk))));
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 13 "/tmp/jm/guard/lib/memory_call.h" 
 requires ptMem == __ANNOT_BACKSLASH__null || __ANNOT_BACKSLASH__valid_read(ptMem);
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from ptMem, ptMem->tHdr.tType;
    behavior null:
      assumes ptMem == __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == __ANNOT_BACKSLASH__null;
    behavior unknown:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMem->tHdr.tType != JUNO_MEMORY_ALLOC_TYPE_BLOCK;
      ensures __ANNOT_BACKSLASH__result == __ANNOT_BACKSLASH__null;
    behavior pool:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMem->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK;
      ensures __ANNOT_BACKSLASH__result == &ptMem->tBlock;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 55 "/tmp/jm/guard/lib/memory_call.h" 
 requires Wired(ptBlk) && Outside.iLocked == 0;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Locked(ptBlk);
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 61 "/tmp/jm/guard/lib/memory_call.h" 
 requires Wired(ptBlk) && Locked(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 69 "/tmp/jm/guard/lib/memory_call.h" 
 requires Wired(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iEvents;
    behavior watched:
      assumes (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0;
      ensures Outside.iEvents == __ANNOT_BACKSLASH__old(Outside.iEvents) + 1;
    behavior alone:
      assumes (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) == 0;
      assigns __ANNOT_BACKSLASH__nothing;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 84 "/tmp/jm/guard/lib/memory_call.h" 
 requires Wired(ptBlk) && Outside.iLocked == 0;
    requires tStatus == JUNO_STATUS_SUCCESS || 0 < eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns Outside.iReports, Outside.tReported;
    ensures __ANNOT_BACKSLASH__result == tStatus;
    behavior told:
      assumes tStatus != JUNO_STATUS_SUCCESS && ptBlk->pfcnFailureHandler != __ANNOT_BACKSLASH__null;
      ensures ReportedOnce{Pre, Post}(tStatus);
    behavior silent:
      assumes tStatus == JUNO_STATUS_SUCCESS || ptBlk->pfcnFailureHandler == __ANNOT_BACKSLASH__null;
      assigns __ANNOT_BACKSLASH__nothing;
      ensures Silent{Pre, Post};
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 103 "/tmp/jm/guard/lib/memory_call.h" 
 requires MEMORY_CAUSE_NONE <= eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior success:
      assumes eCause == MEMORY_CAUSE_NONE;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_SUCCESS;
    behavior null:
      assumes eCause == MEMORY_CAUSE_NULL;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_NULLPTR_ERROR;
    behavior size:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_ZERO_SIZE, MEMORY_CAUSE_GEOMETRY, MEMORY_CAUSE_STRUCT_SIZE};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_SIZE_ERROR;
    behavior memalloc:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_TOO_LARGE, MEMORY_CAUSE_FULL};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_MEMALLOC_ERROR;
    behavior memfree:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind == MEMORY_KIND_PUT;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_MEMFREE_ERROR;
    behavior reference:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind != MEMORY_KIND_PUT;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior count:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_REF_AFTER_FREE, MEMORY_CAUSE_UNREF_AT_ZERO};
      ensures eKind != MEMORY_KIND_PUT ==> __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior in_use:
      assumes eCause == MEMORY_CAUSE_IN_USE;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_REF_IN_USE_ERROR;
    behavior other:
      assumes eCause __ANNOT_BACKSLASH__in {MEMORY_CAUSE_MISALIGNED, MEMORY_CAUSE_OPTION};
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_ERR;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
#define MEMORY_GUARD_H 
////////////////__ANNOT_BEG__
# 32 "/tmp/jm/guard/lib/memory_guard.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 41 "/tmp/jm/guard/lib/memory_guard.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 49 "/tmp/jm/guard/lib/memory_guard.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 58 "/tmp/jm/guard/lib/memory_guard.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 67 "/tmp/jm/guard/lib/memory_guard.h" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
////////////////__ANNOT_END_NL__
#define MEMORY_MESSAGE_H 
////////////////__ANNOT_BEG__
# 18 "/tmp/jm/guard/lib/memory_message.h" 
 requires MEMORY_CAUSE_NULL <= eCause < MEMORY_CAUSES;
    exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__result __ANNOT_BACKSLASH__from eCause;
    // One by one: the provers do not split by themselves.
    ensures eCause == MEMORY_CAUSE_NULL ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_ZERO_SIZE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_TOO_LARGE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_FULL ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_BAD_ADDRESS ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_DOUBLE_FREE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STALE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_IN_USE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_REF_AFTER_FREE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_UNREF_AT_ZERO ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_GEOMETRY ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_MISALIGNED ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_OPTION ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STRUCT_SIZE ==> __ANNOT_BACKSLASH__result != __ANNOT_BACKSLASH__null && __ANNOT_BACKSLASH__result[0] != 0;
////////////////__ANNOT_END_NL__
#define MEMORY_REFS_H 
////////////////__ANNOT_BEG__
# 43 "/tmp/jm/guard/lib/memory_call.c" 
 calls Outside_Lock;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 52 "/tmp/jm/guard/lib/memory_call.c" 
 calls Outside_Unlock;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 65 "/tmp/jm/guard/lib/memory_call.c" 
 calls Outside_Observe;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 76 "/tmp/jm/guard/lib/memory_call.c" 
 calls Outside_Handle;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 83 "/tmp/jm/guard/lib/memory_call.c" 
 requires Shape(ptBlk) && zBlock < ptBlk->zLength;
    assigns Address(ptBlk, zBlock)[0 .. ptBlk->zTypeSize - 1];
    ensures __ANNOT_BACKSLASH__forall integer i; 0 <= i < ptBlk->zTypeSize ==> Address(ptBlk, zBlock)[i] == 0;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 95 "/tmp/jm/guard/lib/memory_call.c" 
 assert (zBlock + 1) * ptBlk->zTypeSize <= ptBlk->zLength * ptBlk->zTypeSize;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 96 "/tmp/jm/guard/lib/memory_call.c" 
 loop invariant 0 <= i <= ptBlk->zTypeSize;
        loop invariant __ANNOT_BACKSLASH__forall integer j; 0 <= j < i ==> pcBlock[j] == 0;
        loop assigns i, pcBlock[0 .. ptBlk->zTypeSize - 1];
        loop variant ptBlk->zTypeSize - i;
    
////////////////__ANNOT_END__
////////////////__ANNOT_BEG__
# 160 "/tmp/jm/guard/lib/memory_call.c" 
 requires __ANNOT_BACKSLASH__valid(ptBlk);
    exits __ANNOT_BACKSLASH__false;
    assigns ptBlk->zFailedGets, ptBlk->zFailedPuts;
    behavior get:
      assumes eKind == MEMORY_KIND_GET;
      assigns ptBlk->zFailedGets;
      ensures ptBlk->zFailedGets == (size_t)(__ANNOT_BACKSLASH__old(ptBlk->zFailedGets) + 1);
    behavior put:
      assumes eKind == MEMORY_KIND_PUT;
      assigns ptBlk->zFailedPuts;
      ensures ptBlk->zFailedPuts == (size_t)(__ANNOT_BACKSLASH__old(ptBlk->zFailedPuts) + 1);
    behavior other:
      assumes eKind != MEMORY_KIND_GET && eKind != MEMORY_KIND_PUT;
      assigns __ANNOT_BACKSLASH__nothing;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
////////////////__ANNOT_BEG__
# 190 "/tmp/jm/guard/lib/memory_call.c" 
 exits __ANNOT_BACKSLASH__false;
    assigns __ANNOT_BACKSLASH__nothing;
    behavior null:
      assumes ptMem == __ANNOT_BACKSLASH__null || ptMemory == __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptMem != __ANNOT_BACKSLASH__null && ptMemory != __ANNOT_BACKSLASH__null;
      ensures __ANNOT_BACKSLASH__result == JUNO_STATUS_INVALID_TYPE_ERROR;
    complete behaviors;
    disjoint behaviors;
////////////////__ANNOT_END_NL__
