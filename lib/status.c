/* SPDX-License-Identifier: MIT */
#include "juno/status.h"
#include <stddef.h>

/* Its contract goes letter by letter: WP has no string literals there. */
/*@ exits \false;
    assigns \result \from tStatus;
    behavior success:
      assumes tStatus == JUNO_STATUS_SUCCESS;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'S' && \result[13] == 'U' && \result[14] == 'C' && \result[15] == 'C' &&
        \result[16] == 'E' && \result[17] == 'S' && \result[18] == 'S' && \result[19] == 0;
    behavior err:
      assumes tStatus == JUNO_STATUS_ERR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'E' && \result[13] == 'R' && \result[14] == 'R' && \result[15] == 0;
    behavior nullptr_error:
      assumes tStatus == JUNO_STATUS_NULLPTR_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'N' && \result[13] == 'U' && \result[14] == 'L' && \result[15] == 'L' &&
        \result[16] == 'P' && \result[17] == 'T' && \result[18] == 'R' && \result[19] == '_' &&
        \result[20] == 'E' && \result[21] == 'R' && \result[22] == 'R' && \result[23] == 'O' &&
        \result[24] == 'R' && \result[25] == 0;
    behavior memalloc_error:
      assumes tStatus == JUNO_STATUS_MEMALLOC_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'M' && \result[13] == 'E' && \result[14] == 'M' && \result[15] == 'A' &&
        \result[16] == 'L' && \result[17] == 'L' && \result[18] == 'O' && \result[19] == 'C' &&
        \result[20] == '_' && \result[21] == 'E' && \result[22] == 'R' && \result[23] == 'R' &&
        \result[24] == 'O' && \result[25] == 'R' && \result[26] == 0;
    behavior memfree_error:
      assumes tStatus == JUNO_STATUS_MEMFREE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'M' && \result[13] == 'E' && \result[14] == 'M' && \result[15] == 'F' &&
        \result[16] == 'R' && \result[17] == 'E' && \result[18] == 'E' && \result[19] == '_' &&
        \result[20] == 'E' && \result[21] == 'R' && \result[22] == 'R' && \result[23] == 'O' &&
        \result[24] == 'R' && \result[25] == 0;
    behavior invalid_type_error:
      assumes tStatus == JUNO_STATUS_INVALID_TYPE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'I' && \result[13] == 'N' && \result[14] == 'V' && \result[15] == 'A' &&
        \result[16] == 'L' && \result[17] == 'I' && \result[18] == 'D' && \result[19] == '_' &&
        \result[20] == 'T' && \result[21] == 'Y' && \result[22] == 'P' && \result[23] == 'E' &&
        \result[24] == '_' && \result[25] == 'E' && \result[26] == 'R' && \result[27] == 'R' &&
        \result[28] == 'O' && \result[29] == 'R' && \result[30] == 0;
    behavior invalid_size_error:
      assumes tStatus == JUNO_STATUS_INVALID_SIZE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'I' && \result[13] == 'N' && \result[14] == 'V' && \result[15] == 'A' &&
        \result[16] == 'L' && \result[17] == 'I' && \result[18] == 'D' && \result[19] == '_' &&
        \result[20] == 'S' && \result[21] == 'I' && \result[22] == 'Z' && \result[23] == 'E' &&
        \result[24] == '_' && \result[25] == 'E' && \result[26] == 'R' && \result[27] == 'R' &&
        \result[28] == 'O' && \result[29] == 'R' && \result[30] == 0;
    behavior table_full_error:
      assumes tStatus == JUNO_STATUS_TABLE_FULL_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'T' && \result[13] == 'A' && \result[14] == 'B' && \result[15] == 'L' &&
        \result[16] == 'E' && \result[17] == '_' && \result[18] == 'F' && \result[19] == 'U' &&
        \result[20] == 'L' && \result[21] == 'L' && \result[22] == '_' && \result[23] == 'E' &&
        \result[24] == 'R' && \result[25] == 'R' && \result[26] == 'O' && \result[27] == 'R' &&
        \result[28] == 0;
    behavior dne_error:
      assumes tStatus == JUNO_STATUS_DNE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'D' && \result[13] == 'N' && \result[14] == 'E' && \result[15] == '_' &&
        \result[16] == 'E' && \result[17] == 'R' && \result[18] == 'R' && \result[19] == 'O' &&
        \result[20] == 'R' && \result[21] == 0;
    behavior file_error:
      assumes tStatus == JUNO_STATUS_FILE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'F' && \result[13] == 'I' && \result[14] == 'L' && \result[15] == 'E' &&
        \result[16] == '_' && \result[17] == 'E' && \result[18] == 'R' && \result[19] == 'R' &&
        \result[20] == 'O' && \result[21] == 'R' && \result[22] == 0;
    behavior read_error:
      assumes tStatus == JUNO_STATUS_READ_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'R' && \result[13] == 'E' && \result[14] == 'A' && \result[15] == 'D' &&
        \result[16] == '_' && \result[17] == 'E' && \result[18] == 'R' && \result[19] == 'R' &&
        \result[20] == 'O' && \result[21] == 'R' && \result[22] == 0;
    behavior write_error:
      assumes tStatus == JUNO_STATUS_WRITE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'W' && \result[13] == 'R' && \result[14] == 'I' && \result[15] == 'T' &&
        \result[16] == 'E' && \result[17] == '_' && \result[18] == 'E' && \result[19] == 'R' &&
        \result[20] == 'R' && \result[21] == 'O' && \result[22] == 'R' && \result[23] == 0;
    behavior crc_error:
      assumes tStatus == JUNO_STATUS_CRC_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'C' && \result[13] == 'R' && \result[14] == 'C' && \result[15] == '_' &&
        \result[16] == 'E' && \result[17] == 'R' && \result[18] == 'R' && \result[19] == 'O' &&
        \result[20] == 'R' && \result[21] == 0;
    behavior invalid_ref_error:
      assumes tStatus == JUNO_STATUS_INVALID_REF_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'I' && \result[13] == 'N' && \result[14] == 'V' && \result[15] == 'A' &&
        \result[16] == 'L' && \result[17] == 'I' && \result[18] == 'D' && \result[19] == '_' &&
        \result[20] == 'R' && \result[21] == 'E' && \result[22] == 'F' && \result[23] == '_' &&
        \result[24] == 'E' && \result[25] == 'R' && \result[26] == 'R' && \result[27] == 'O' &&
        \result[28] == 'R' && \result[29] == 0;
    behavior ref_in_use_error:
      assumes tStatus == JUNO_STATUS_REF_IN_USE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'R' && \result[13] == 'E' && \result[14] == 'F' && \result[15] == '_' &&
        \result[16] == 'I' && \result[17] == 'N' && \result[18] == '_' && \result[19] == 'U' &&
        \result[20] == 'S' && \result[21] == 'E' && \result[22] == '_' && \result[23] == 'E' &&
        \result[24] == 'R' && \result[25] == 'R' && \result[26] == 'O' && \result[27] == 'R' &&
        \result[28] == 0;
    behavior unknown:
      assumes tStatus > JUNO_STATUS_REF_IN_USE_ERROR;
      ensures \result[0] == 'J' && \result[1] == 'U' && \result[2] == 'N' && \result[3] == 'O' &&
        \result[4] == '_' && \result[5] == 'S' && \result[6] == 'T' && \result[7] == 'A' &&
        \result[8] == 'T' && \result[9] == 'U' && \result[10] == 'S' && \result[11] == '_' &&
        \result[12] == 'U' && \result[13] == 'N' && \result[14] == 'K' && \result[15] == 'N' &&
        \result[16] == 'O' && \result[17] == 'W' && \result[18] == 'N' && \result[19] == 0;
    complete behaviors;
    disjoint behaviors;
*/
const char *Juno_StatusToString(JUNO_STATUS_T tStatus)
{
    static const char *const apcNames[(size_t)JUNO_STATUS_REF_IN_USE_ERROR + 1u] = {
        [JUNO_STATUS_SUCCESS] = "JUNO_STATUS_SUCCESS",
        [JUNO_STATUS_ERR] = "JUNO_STATUS_ERR",
        [JUNO_STATUS_NULLPTR_ERROR] = "JUNO_STATUS_NULLPTR_ERROR",
        [JUNO_STATUS_MEMALLOC_ERROR] = "JUNO_STATUS_MEMALLOC_ERROR",
        [JUNO_STATUS_MEMFREE_ERROR] = "JUNO_STATUS_MEMFREE_ERROR",
        [JUNO_STATUS_INVALID_TYPE_ERROR] = "JUNO_STATUS_INVALID_TYPE_ERROR",
        [JUNO_STATUS_INVALID_SIZE_ERROR] = "JUNO_STATUS_INVALID_SIZE_ERROR",
        [JUNO_STATUS_TABLE_FULL_ERROR] = "JUNO_STATUS_TABLE_FULL_ERROR",
        [JUNO_STATUS_DNE_ERROR] = "JUNO_STATUS_DNE_ERROR",
        [JUNO_STATUS_FILE_ERROR] = "JUNO_STATUS_FILE_ERROR",
        [JUNO_STATUS_READ_ERROR] = "JUNO_STATUS_READ_ERROR",
        [JUNO_STATUS_WRITE_ERROR] = "JUNO_STATUS_WRITE_ERROR",
        [JUNO_STATUS_CRC_ERROR] = "JUNO_STATUS_CRC_ERROR",
        [JUNO_STATUS_INVALID_REF_ERROR] = "JUNO_STATUS_INVALID_REF_ERROR",
        [JUNO_STATUS_REF_IN_USE_ERROR] = "JUNO_STATUS_REF_IN_USE_ERROR",
    };
    const size_t zStatus = (size_t)tStatus;

    return (zStatus < sizeof(apcNames) / sizeof(apcNames[0])) ? apcNames[zStatus] : "JUNO_STATUS_UNKNOWN";
}
