// The inner loops that are neither matrix products nor rare, compiled for several instruction sets; the one that fits the
// processor is chosen when the program is loaded. Callers (the Swift target Kernels) check all shapes.
//
// Sums may be taken in any order: every caller's error bound holds for any. NaN is never lost: a coefficient that is NaN
// makes the row's constant NaN, and nothing is concluded from it.
#ifndef ORTHANT_CKERNELS_H
#define ORTHANT_CKERNELS_H

#include <stdint.h>

// See BackwardKernels.relax.
void orthant_relax(double *rows, long count, long width, const int32_t *owner, const double *lower_slope,
                   const double *upper_slope, const double *upper_intercept, const double *magnitude,
                   double *constant, double *scale);

// See BackwardKernels.addBias.
void orthant_add_bias(const double *rows, long count, long width, const int32_t *owner, const double *bias,
                      const double *weight_scale, double *constant, double *scale);

// See BackwardKernels.concretize.
void orthant_concretize(const double *rows, long count, long width, const int32_t *owner, const double *lower,
                        const double *upper, double *constant, double *scale);

// See OptimisationKernels.relax.
void orthant_loss_derivative(const double *rows, long count, long width, const int32_t *owner, const double *lower,
                             const double *upper, double *result);
void orthant_add_scaled(const double *rows, long count, long width, const int32_t *owner, const double *factors,
                        double *target);
void orthant_relax_optimised(const double *source, double *target, int accumulate, long count, long width,
                             const int32_t *owner, const double *slope, const double *multiplier,
                             const double *upper_slope, const double *upper_intercept, const double *magnitude,
                             double *constant, double *scale);

// See OptimisationKernels.follow.
void orthant_follow(const double *coefficients, const double *pre_activation, double *output, long count, long width,
                    const int32_t *owner, const double *slope, const double *upper_slope,
                    const double *upper_intercept);

// See ProcessorFeatures: one bit for each of its names, in order.
int orthant_processor_features(void);

// See FreeMemory.
void orthant_give_back_memory(void);

// Whether the loops that run are those for x86-64-v3.
int orthant_runs_wide_kernels(void);

#endif
