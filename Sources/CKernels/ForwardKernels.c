#include "ForwardKernels.h"

#include "Multiversioned.h"

#include <math.h>

MULTIVERSIONED
void orthant_forward_concretize(const double *restrict coefficients, const double *restrict low,
                                const double *restrict high, long inputs, long count, long width, double gamma,
                                double guard, double *restrict magnitude, double *restrict lower,
                                double *restrict upper, int32_t *restrict crosses) {
    for (long b = 0; b < count; b++) {
        long base = b * width;
        double *size = magnitude + base;
        for (long j = 0; j < width; j++) size[j] = 0;
        for (long k = 0; k < inputs; k++) {
            const double *row = coefficients + (b * inputs + k) * width;
            for (long j = 0; j < width; j++) size[j] += fabs(row[j]);
        }
        int crossing = 0;
        for (long j = 0; j < width; j++) {
            double reach = size[j], from = low[base + j], to = high[base + j];
            double total = reach + (fabs(from) > fabs(to) ? fabs(from) : fabs(to));
            double error = gamma * total + guard;
            double least = from - reach - error, greatest = to + reach + error;
            // A NaN loses both comparisons, and the old bound stays.
            double l = least > lower[base + j] ? least : lower[base + j];
            double u = greatest < upper[base + j] ? greatest : upper[base + j];
            size[j] = total;
            lower[base + j] = l;
            upper[base + j] = u;
            crossing |= l > u;
        }
        crosses[b] = crossing;
    }
}

MULTIVERSIONED
void orthant_forward_relax(const double *restrict coefficients, const double *restrict low,
                           const double *restrict high, const double *restrict magnitude,
                           const double *restrict lower, const double *restrict upper, const double *restrict slope,
                           const double *restrict intercept, long inputs, long count, long width, double guard,
                           double *restrict out_coefficients, double *restrict out_low, double *restrict out_high,
                           double *restrict out_magnitude) {
    for (long b = 0; b < count; b++) {
        long base = b * width;
        for (long k = 0; k < inputs; k++) {
            const double *row = coefficients + (b * inputs + k) * width;
            double *out = out_coefficients + (b * inputs + k) * width;
            // Chosen, not multiplied by 0: the factor of an inactive neuron may meet an infinity.
            for (long j = 0; j < width; j++) out[j] = upper[base + j] > 0 ? row[j] * slope[base + j] : 0;
        }
        for (long j = base; j < base + width; j++) {
            double s = slope[j], t = intercept[j];
            double size = s * magnitude[j] + t;
            // Three roundings, none of them where the neuron is stable.
            double error = lower[j] < 0 ? 0x1p-50 * size + guard : 0;
            out_low[j] = upper[j] > 0 ? s * low[j] - error : 0;
            out_high[j] = upper[j] > 0 ? s * high[j] + t + error : 0;
            out_magnitude[j] = upper[j] > 0 ? size : 0;
        }
    }
}
