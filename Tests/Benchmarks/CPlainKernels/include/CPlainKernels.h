// The backward step of CKernels without its rounding accounting, to measure what the accounting costs. For benchmarks only:
// no bound may come from here.
#ifndef ORTHANT_CPLAINKERNELS_H
#define ORTHANT_CPLAINKERNELS_H

#include <stdint.h>

// product = rows (count x width) * weights (width x width): one call of dgemm, whatever the number of rows.
void plain_gemm(const double *rows, long count, long width, const double *weights, double *product);

// What BackwardKernels.addBias, MatrixProducts.multiply and BackwardKernels.relax do one after the other, without the sums
// of magnitudes. `product` and `relaxed` are overwritten, `constant` is added to.
void plain_backward_step(const double *rows, long count, long width, const int32_t *owner, const double *bias,
                         const double *weights, const double *lower_slope, const double *upper_slope,
                         const double *upper_intercept, double *product, double *relaxed, double *constant);

#endif
