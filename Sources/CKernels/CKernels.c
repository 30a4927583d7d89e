#include "CKernels.h"
#include "Multiversioned.h"

#include <math.h>

// max(c, 0) and min(c, 0) that keep a NaN.
static inline double positive(double c) { return c < 0 ? 0 : c; }
static inline double negative(double c) { return c > 0 ? 0 : c; }

MULTIVERSIONED
void orthant_relax(double *restrict rows, long count, long width, const int32_t *restrict owner,
                   const double *restrict lower_slope, const double *restrict upper_slope,
                   const double *restrict upper_intercept, const double *restrict magnitude,
                   double *restrict constant, double *restrict scale) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width;
        double *row = rows + r * width;
        double sum = 0, total = 0;
        for (long j = 0; j < width; j++) {
            double c = row[j];
            double b = negative(c) * upper_intercept[base + j];
            double next = positive(c) * lower_slope[base + j] + negative(c) * upper_slope[base + j];
            sum += b;
            total += fabs(next) * magnitude[base + j] - b;
            row[j] = next;
        }
        constant[r] += sum;
        scale[r] += total;
    }
}

MULTIVERSIONED
void orthant_add_bias(const double *restrict rows, long count, long width, const int32_t *restrict owner,
                      const double *restrict bias, const double *restrict weight_scale, double *restrict constant,
                      double *restrict scale) {
    for (long r = 0; r < count; r++) {
        const double *row = rows + r * width;
        const double *size = weight_scale + owner[r] * width;
        double sum = 0, total = 0;
        for (long j = 0; j < width; j++) {
            sum += row[j] * bias[j];
            total += fabs(row[j]) * size[j];
        }
        constant[r] += sum;
        scale[r] += total;
    }
}

MULTIVERSIONED
void orthant_concretize(const double *restrict rows, long count, long width, const int32_t *restrict owner,
                        const double *restrict lower, const double *restrict upper, double *restrict constant,
                        double *restrict scale) {
    for (long r = 0; r < count; r++) {
        const double *row = rows + r * width;
        const double *low = lower + owner[r] * width;
        const double *high = upper + owner[r] * width;
        double sum = 0, total = 0;
        for (long j = 0; j < width; j++) {
            double c = row[j];
            sum += positive(c) * low[j] + negative(c) * high[j];
            double reach = fabs(low[j]) > fabs(high[j]) ? fabs(low[j]) : fabs(high[j]);
            total += fabs(c) * reach;
        }
        constant[r] += sum;
        scale[r] += total;
    }
}

MULTIVERSIONED
void orthant_loss_derivative(const double *restrict rows, long count, long width, const int32_t *restrict owner,
                             const double *restrict lower, const double *restrict upper, double *restrict result) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width, at = r * width;
        for (long j = 0; j < width; j++) {
            double c = rows[at + j], low = lower[base + j], high = upper[base + j];
            double range = high - low;
            // min(a, b) falls by 1/2 per unit of a + b, a b / (a + b) by 1/2 - a b / (a + b)^2.
            double slope = c > 0 ? 0.5 : 0.5 + low * high / (range * range);
            result[at + j] = low < 0 && high > 0 ? fabs(c) * slope : 0;
        }
    }
}

MULTIVERSIONED
void orthant_add_scaled(const double *restrict rows, long count, long width, const int32_t *restrict owner,
                        const double *restrict factors, double *restrict target) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width, at = r * width;
        for (long j = 0; j < width; j++) target[at + j] += rows[at + j] * factors[base + j];
    }
}

MULTIVERSIONED
void orthant_relax_optimised(const double *restrict source, double *restrict target, int accumulate, long count,
                             long width, const int32_t *restrict owner, const double *restrict slope,
                             const double *restrict multiplier, const double *restrict upper_slope,
                             const double *restrict upper_intercept, const double *restrict magnitude,
                             double *restrict constant, double *restrict scale) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width, at = r * width;
        double sum = 0, total = 0;
        for (long j = 0; j < width; j++) {
            double c = source[at + j];
            double b = negative(c) * upper_intercept[base + j];
            double relaxed = positive(c) * slope[at + j] + negative(c) * upper_slope[base + j];
            double beta = multiplier[at + j];
            sum += b;
            // The sum of two terms and the products before it are rounded: magnitudes of both count.
            total += (fabs(relaxed) + fabs(beta)) * magnitude[base + j] - b;
            target[at + j] = (accumulate ? target[at + j] : 0) + relaxed + beta;
        }
        constant[r] += sum;
        scale[r] += total;
    }
}

MULTIVERSIONED
void orthant_follow(const double *restrict coefficients, const double *restrict pre_activation,
                    double *restrict output, long count, long width, const int32_t *restrict owner,
                    const double *restrict slope, const double *restrict upper_slope,
                    const double *restrict upper_intercept) {
    for (long r = 0; r < count; r++) {
        long base = owner[r] * width, at = r * width;
        for (long j = 0; j < width; j++) {
            double z = pre_activation[at + j];
            double low = slope[at + j] * z;
            double high = upper_slope[base + j] * z + upper_intercept[base + j];
            output[at + j] = coefficients[at + j] >= 0 ? low : high;
        }
    }
}

MULTIVERSIONED
void orthant_note_loss(long count, const double *restrict coefficients, const double *restrict pre_activation,
                       const double *restrict output, double weight, double *restrict loss) {
    for (long j = 0; j < count; j++) {
        double now = coefficients[j] * (positive(pre_activation[j]) - output[j]);
        // Nothing is carried over from another batch by a weight of 1, not even a NaN.
        loss[j] = weight < 1 ? loss[j] + weight * (now - loss[j]) : now;
    }
}

static inline long least(long a, long b) { return a < b ? a : b; }
static inline long greatest(long a, long b) { return a > b ? a : b; }
// n / d for d > 0, rounded up.
static inline long ceiling(long n, long d) { return n > 0 ? (n + d - 1) / d : -(-n / d); }

MULTIVERSIONED
void orthant_patches(const orthant_window *window, const double *restrict source, long first, long lines,
                     double *restrict patches) {
    long width = window->output_width, stride = window->stride_x;
    for (long c = 0; c < window->channels; c++) {
        const double *channel = source + c * window->input_height * window->input_width;
        for (long ky = 0; ky < window->kernel_height; ky++) {
            for (long kx = 0; kx < window->kernel_width; kx++) {
                long shift = kx * window->dilation_x - window->padding_x;
                // The places whose tap is inside the picture.
                long from = least(width, greatest(0, ceiling(-shift, stride)));
                long to = greatest(from, least(width, ceiling(window->input_width - shift, stride)));
                for (long line = first; line < first + lines; line++) {
                    long y = line * window->stride_y - window->padding_y + ky * window->dilation_y;
                    if (y < 0 || y >= window->input_height) {
                        for (long x = 0; x < width; x++) patches[x] = 0;
                    } else {
                        const double *under = channel + y * window->input_width + shift;
                        for (long x = 0; x < from; x++) patches[x] = 0;
                        if (stride == 1) {
                            for (long x = from; x < to; x++) patches[x] = under[x];
                        } else {
                            for (long x = from; x < to; x++) patches[x] = under[x * stride];
                        }
                        for (long x = to; x < width; x++) patches[x] = 0;
                    }
                    patches += width;
                }
            }
        }
    }
}

MULTIVERSIONED
long orthant_columns(const double *restrict source, long rows, long width, long channels, long places,
                     long *restrict row, long *restrict place, long most, double *restrict columns,
                     int32_t *restrict picture, int32_t *restrict at) {
    long count = 0;
    long r = *row, p = *place;
    while (r < rows && count < most) {
        const double *from = source + r * width;
        long start = count;
        while (p < places && count < most) {
            // Channel after channel over a tile: most rows are 0 at most places, and reading is all there is to do.
            unsigned char is_used[64] = {0};
            long end = least(p + 64, places), tile = p;
            for (long c = 0; c < channels; c++) {
                const double *channel = from + c * places;
                for (long q = tile; q < end; q++) is_used[q - tile] |= channel[q] != 0;
            }
            for (; p < end && count < most; p++) {
                if (!is_used[p - tile]) continue;
                picture[count] = (int32_t)r;
                at[count] = (int32_t)p;
                count++;
            }
        }
        for (long k = start; k < count; k++) {
            for (long c = 0; c < channels; c++) columns[k * channels + c] = from[c * places + at[k]];
        }
        if (p == places) {
            r++;
            p = 0;
        }
    }
    *row = r;
    *place = p;
    return count;
}

// Most kernels are this narrow, and a loop that is not unrolled costs more than it adds.
static inline void add_line(double *restrict to, const double *restrict from, long count) {
    switch (count) {
    case 4: to[3] += from[3]; // falls through
    case 3: to[2] += from[2]; // falls through
    case 2: to[1] += from[1]; // falls through
    case 1: to[0] += from[0]; break;
    default:
        for (long k = 0; k < count; k++) to[k] += from[k];
    }
}

MULTIVERSIONED
void orthant_add_patches(const orthant_window *window, const double *restrict patches, long count,
                         const int32_t *restrict picture, const int32_t *restrict at, double *restrict target,
                         long width) {
    long area = window->input_height * window->input_width;
    long taps = window->kernel_height * window->kernel_width;
    for (long k = 0; k < count; k++) {
        long y0 = at[k] / window->output_width * window->stride_y - window->padding_y;
        long x0 = at[k] % window->output_width * window->stride_x - window->padding_x;
        long from_y = greatest(0, ceiling(-y0, window->dilation_y));
        long to_y = least(window->kernel_height, ceiling(window->input_height - y0, window->dilation_y));
        long from_x = greatest(0, ceiling(-x0, window->dilation_x));
        long to_x = least(window->kernel_width, ceiling(window->input_width - x0, window->dilation_x));
        const double *patch = patches + k * window->channels * taps;
        double *to = target + picture[k] * width + y0 * window->input_width + x0;
        for (long c = 0; c < window->channels; c++) {
            for (long ky = from_y; ky < to_y; ky++) {
                const double *line = patch + c * taps + ky * window->kernel_width;
                double *under = to + c * area + ky * window->dilation_y * window->input_width;
                if (window->dilation_x == 1) {
                    add_line(under + from_x, line + from_x, to_x - from_x);
                } else {
                    for (long kx = from_x; kx < to_x; kx++) under[kx * window->dilation_x] += line[kx];
                }
            }
        }
    }
}

int orthant_processor_features(void) {
#if defined(__x86_64__) && defined(__linux__)
    return (__builtin_cpu_supports("sse4.2") ? 1 : 0) | (__builtin_cpu_supports("avx") ? 2 : 0)
           | (__builtin_cpu_supports("avx2") ? 4 : 0) | (__builtin_cpu_supports("fma") ? 8 : 0)
           | (__builtin_cpu_supports("avx512f") ? 16 : 0);
#else
    return 0;
#endif
}

// The question that the loader asks when it chooses among the versions of a loop.
int orthant_runs_wide_kernels(void) {
#if defined(__x86_64__) && defined(__linux__)
    return __builtin_cpu_supports("x86-64-v3") != 0;
#else
    return 0;
#endif
}
