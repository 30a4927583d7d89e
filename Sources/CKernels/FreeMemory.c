#include "CKernels.h"

#if defined(__linux__)
#include <malloc.h>
#endif

void orthant_give_back_memory(void) {
#if defined(__linux__)
    malloc_trim(0);
#endif
}
