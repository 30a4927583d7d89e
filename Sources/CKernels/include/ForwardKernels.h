// The inner loops of forward bounds; see ForwardKernels in the Swift target Kernels.
//
// A block holds `count` subproblems. Coefficients have `inputs` rows for each of them, one after the other.
#ifndef ORTHANT_FORWARDKERNELS_H
#define ORTHANT_FORWARDKERNELS_H

#include <stdint.h>

// See ForwardKernels.concretize. `crosses` gets 1 for each subproblem of which bounds crossed, else 0.
void orthant_forward_concretize(const double *coefficients, const double *low, const double *high, long inputs,
                                long count, long width, double gamma, double guard, double *magnitude, double *lower,
                                double *upper, int32_t *crosses);

// See ForwardKernels.relax.
void orthant_forward_relax(const double *coefficients, const double *low, const double *high, const double *magnitude,
                           const double *lower, const double *upper, const double *slope, const double *intercept,
                           long inputs, long count, long width, double guard, double *out_coefficients,
                           double *out_low, double *out_high, double *out_magnitude);

#endif
