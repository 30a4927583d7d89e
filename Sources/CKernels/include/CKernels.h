// The inner loops that are neither matrix products nor rare, compiled for several instruction sets; the one that fits the
// processor is chosen when the program is loaded. Callers (the Swift target Kernels) check all shapes.
//
// Sums may be taken in any order: every caller's error bound holds for any. NaN is never lost: a coefficient that is NaN
// makes the row's constant NaN, and nothing is concluded from it.
#ifndef ORTHANT_CKERNELS_H
#define ORTHANT_CKERNELS_H

#include <stdint.h>

#include "ForwardKernels.h"
#include "SparseKernels.h"

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

// A window that slides over the channels of a picture; see ConvolutionKernels.
typedef struct {
    long channels, input_height, input_width, output_height, output_width, kernel_height, kernel_width;
    long stride_y, stride_x, dilation_y, dilation_x, padding_y, padding_x;
} orthant_window;

// Writes what the window sees at the places of `lines` lines of output from `first` on: one row of `patches` per channel
// and tap, one column per place.
void orthant_patches(const orthant_window *window, const double *source, long first, long lines, double *patches);

// Collects the next places at which a picture is not 0 in all channels, at most `most`: their values, one after the other,
// in `columns`, and the picture and place of each. `row` and `place` say where to begin, and where the next call goes on.
// Returns how many there are; 0 only when `row` has come to `rows`.
long orthant_columns(const double *source, long rows, long width, long channels, long places, long *row, long *place,
                     long most, double *columns, int32_t *picture, int32_t *at);

// Adds patches, one row each, to the pictures and places they come from.
void orthant_add_patches(const orthant_window *window, const double *patches, long count, const int32_t *picture,
                         const int32_t *at, double *target, long width);

// See ProcessorFeatures: one bit for each of its names, in order.
int orthant_processor_features(void);

// See FreeMemory.
void orthant_give_back_memory(void);

// Whether the loops that run are those for x86-64-v3.
int orthant_runs_wide_kernels(void);

#endif
