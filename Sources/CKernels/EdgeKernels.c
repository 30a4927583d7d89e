#include "CKernels.h"
#include "Multiversioned.h"

#include <math.h>

static inline double within(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

// Per input: where a point lies in the range, 0 to 1, and the range. No point is one at the lower ends.
static inline void locate(const double *restrict point, const double *restrict low, const double *restrict high,
                          long inputs, double *restrict place, double *restrict range) {
    for (long i = 0; i < inputs; i++) {
        range[i] = high[i] - low[i];
        place[i] = point && range[i] > 0 ? within((point[i] - low[i]) / range[i], 0, 1) : 0;
    }
}

MULTIVERSIONED
void orthant_edges_improve(const orthant_edges *edges, const double *coefficients, const double *point, double step,
                           float *slopes, double *intercept, double *scratch) {
    long inputs = edges->inputs, located = -1;
    double *restrict place = scratch, *restrict range = scratch + inputs;
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m];
        if (step > 0 && coefficients[row * edges->width + neuron] >= 0) continue;
        const double *restrict low = edges->lower + edges->owner[row] * inputs;
        const double *restrict high = edges->upper + edges->owner[row] * inputs;
        if (row != located) locate(point ? point + row * inputs : 0, low, high, inputs, place, range);
        located = row;
        const double *restrict weights = edges->weights + neuron * inputs;
        float *restrict slope = slopes + m * inputs;

        // The mean place, over the edges that can move, at which a slope neither rises nor falls.
        double greatest = edges->bias[neuron], total = 0, moment = 0, weight = 0;
        for (long i = 0; i < inputs; i++) {
            double w = weights[i], reach = fabs(w) * range[i];
            double at = w >= 0 ? place[i] : 1 - place[i];
            double moves = (at < 0.5 ? slope[i] < 1 : slope[i] > 0) ? reach * reach : 0;
            greatest += w >= 0 ? w * high[i] : w * low[i];
            total += reach;
            moment += moves * at;
            weight += moves;
        }
        double mean = weight > 0 ? moment / weight : 0;
        double used = 0;
        for (long i = 0; i < inputs; i++) {
            double w = weights[i], at = w >= 0 ? place[i] : 1 - place[i];
            double next = within(slope[i] - step * (at - mean), 0, 1);
            slope[i] = (float)next;
            used += next * fabs(w) * range[i];
        }
        // Slopes whose edges reach exactly as far as the pre-activation rises above 0 give the lowest line.
        double shrink = used > greatest ? greatest / used : 1;
        double lift = used < greatest && total > used ? within((greatest - used) / (total - used), 0, 1) : 0;
        double base = 0;
        used = 0;
        for (long i = 0; i < inputs; i++) {
            double w = weights[i];
            double next = slope[i] * shrink;
            slope[i] = (float)within(next + (1 - next) * lift, 0, 1);
            used += slope[i] * fabs(w) * range[i];
            base += slope[i] * (w >= 0 ? w * low[i] : w * high[i]);
        }
        intercept[m] = (greatest > used ? greatest - used : 0) - base;
    }
}

MULTIVERSIONED
void orthant_edges_relax(const orthant_edges *edges, const float *slopes, const double *intercept,
                         const double *share, const double *coefficients, const double *upper_slope,
                         const double *upper_intercept, const double *magnitude, const double *weight_scale,
                         double *relaxed, double *target, double *constant, double *scale) {
    long inputs = edges->inputs, width = edges->width;
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m];
        long at = row * width + neuron, under = edges->owner[row] * width + neuron;
        double part = coefficients[at] < 0 ? share[m] * coefficients[at] : 0;
        if (part == 0) continue;
        const double *restrict weights = edges->weights + neuron * inputs;
        const float *restrict slope = slopes + m * inputs;
        double *restrict row_target = target + row * inputs;
        for (long i = 0; i < inputs; i++) row_target[i] += part * slope[i] * weights[i];
        relaxed[at] -= part * upper_slope[under];
        constant[row] += part * (intercept[m] - upper_intercept[under]);
        scale[row] += fabs(part) * (4 * weight_scale[under] + upper_slope[under] * magnitude[under]
                                    + upper_intercept[under]);
    }
}

MULTIVERSIONED
void orthant_edges_follow(const orthant_edges *edges, const float *slopes, const double *intercept,
                          const double *share, const double *coefficients, const double *point, double *output,
                          double *gain) {
    long inputs = edges->inputs;
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m], at = row * edges->width + neuron;
        gain[m] = 0;
        if (coefficients[at] >= 0) continue;
        const double *restrict weights = edges->weights + neuron * inputs;
        const float *restrict slope = slopes + m * inputs;
        const double *restrict from = point + row * inputs;
        double value = intercept[m];
        for (long i = 0; i < inputs; i++) value += slope[i] * weights[i] * from[i];
        double lower = output[at] - value;
        gain[m] = -coefficients[at] * lower;
        output[at] -= share[m] * lower;
    }
}

MULTIVERSIONED
void orthant_edges_ascend(long count, const double *gain, double *first, double *second, double *share, double rate,
                          double lift_first, double lift_second) {
    for (long m = 0; m < count; m++) {
        first[m] = 0.9 * first[m] + 0.1 * gain[m];
        second[m] = 0.999 * second[m] + 0.001 * gain[m] * gain[m];
        double direction = first[m] * lift_first / (sqrt(second[m] * lift_second) + 1e-12);
        share[m] = within(share[m] + rate * direction, 0, 1);
    }
}
