// The inner loops that are neither matrix products nor rare, compiled for several instruction sets; the one that fits the
// processor is chosen when the program is loaded. Callers (the Swift target Kernels) check all shapes.
//
// Sums may be taken in any order: every caller's error bound holds for any. NaN is never lost: a coefficient that is NaN
// makes the row's constant NaN, and nothing is concluded from it.
#ifndef ORTHANT_CKERNELS_H
#define ORTHANT_CKERNELS_H

#include <stdint.h>

#include "ContractionKernels.h"
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

// See OptimisationKernels.noteLoss.
void orthant_note_loss(long count, const double *coefficients, const double *pre_activation, const double *output,
                       double weight, double *loss);

// Neurons relaxed with a slope per edge; see EdgeKernels. Member m is neuron `neuron[m]` in bound row `row[m]`; members of one
// row stand together, and its slopes from `offset[m]` on.
typedef struct {
    long count;
    const int32_t *row, *neuron;
    const long *offset;
    // The edges of neuron j are those from `start[j]` to `start[j + 1]`; without `columns` they lead to all inputs in order.
    long inputs, width;
    const long *start;
    const int32_t *columns;
    const double *weights, *bias;
    // Bounds of the inputs: one line per subproblem; `owner` has each bound row's.
    const double *lower, *upper;
    const int32_t *owner;
    // Room for two numbers per input.
    double *scratch;
} orthant_edges;

// See EdgeKernels.
void orthant_edges_begin(const orthant_edges *edges, float *slopes, double *greatest, double *total,
                         double *intercept);
void orthant_edges_improve(const orthant_edges *edges, const float *short_weights, const double *coefficients,
                           const double *point, float step, const double *greatest, const double *total, float *slopes,
                           double *intercept, float *scratch);
void orthant_edges_relax(const orthant_edges *edges, const float *slopes, const double *intercept,
                         const double *share, const double *coefficients, const double *upper_slope,
                         const double *upper_intercept, const double *magnitude, const double *weight_scale,
                         double *relaxed, double *target, double *constant, double *scale);
void orthant_edges_follow(const orthant_edges *edges, const float *slopes, const double *intercept,
                          const double *share, const double *coefficients, const double *point, double *output,
                          double *gain);

void orthant_edges_ascend(long count, const double *gain, double *first, double *second, double *share, double rate,
                          double lift_first, double lift_second);

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
