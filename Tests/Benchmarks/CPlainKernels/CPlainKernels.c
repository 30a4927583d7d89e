#include "CPlainKernels.h"

#include <cblas.h>
#include <string.h>

// Compiled as CKernels.c is: any other choice here would be measured as a cost of the accounting, or hide it.
#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSIONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MULTIVERSIONED
#endif
#pragma clang fp reassociate(on) contract(fast)

static inline double positive(double c) { return c < 0 ? 0 : c; }
static inline double negative(double c) { return c > 0 ? 0 : c; }

MULTIVERSIONED
void plain_relax(double *restrict rows, long count, long width, const int32_t *restrict owner,
                 const double *restrict lower_slope, const double *restrict upper_slope,
                 const double *restrict upper_intercept, double *restrict constant) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width;
        double *row = rows + r * width;
        double sum = 0;
        for (long j = 0; j < width; j++) {
            double c = row[j];
            sum += negative(c) * upper_intercept[base + j];
            row[j] = positive(c) * lower_slope[base + j] + negative(c) * upper_slope[base + j];
        }
        constant[r] += sum;
    }
}

MULTIVERSIONED
void plain_add_bias(const double *restrict rows, long count, long width, const double *restrict bias,
                    double *restrict constant) {
    for (long r = 0; r < count; r++) {
        const double *row = rows + r * width;
        double sum = 0;
        for (long j = 0; j < width; j++) sum += row[j] * bias[j];
        constant[r] += sum;
    }
}

void plain_gemm(const double *rows, long count, long width, const double *weights, double *product) {
    int size = (int)width;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)count, size, size, 1, rows, size, weights, size, 0,
                product, size);
}

// The choice of MatrixProducts.
static void multiply(const double *rows, long count, long width, const double *weights, double *product) {
    if (count > 3) {
        plain_gemm(rows, count, width, weights, product);
        return;
    }
    int size = (int)width;
    memset(product, 0, sizeof(double) * (size_t)(count * width));
    for (long r = 0; r < count; r++)
        cblas_dgemv(CblasRowMajor, CblasTrans, size, size, 1, weights, size, rows + r * width, 1, 1,
                    product + r * width, 1);
}

void plain_backward_step(const double *rows, long count, long width, const int32_t *owner, const double *bias,
                         const double *weights, const double *lower_slope, const double *upper_slope,
                         const double *upper_intercept, double *product, double *relaxed, double *constant) {
    plain_add_bias(rows, count, width, bias, constant);
    multiply(rows, count, width, weights, product);
    plain_relax(product, count, width, owner, lower_slope, upper_slope, upper_intercept, constant);
    memcpy(relaxed, product, sizeof(double) * (size_t)(count * width));
}
