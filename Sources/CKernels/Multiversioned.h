// Loops compiled for several instruction sets; the version that fits the processor is chosen when the program is loaded.
//
// With these loops in Swift on the baseline instruction set they took 41 % of an ACAS Xu run, the kernel of the matrix
// products 30 %; the compiler may not widen a float sum there, and the package has no way to ask for AVX2.
#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSIONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MULTIVERSIONED
#endif
#pragma clang fp reassociate(on) contract(fast)
