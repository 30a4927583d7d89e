#include "CKernels.h"

#include <math.h>

// With these loops in Swift on the baseline instruction set they took 41 % of an ACAS Xu run, the kernel of the matrix
// products 30 %; the compiler may not widen a float sum there, and the package has no way to ask for AVX2.
#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSIONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define MULTIVERSIONED
#endif
#pragma clang fp reassociate(on) contract(fast)

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
