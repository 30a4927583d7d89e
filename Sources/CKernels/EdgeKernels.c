#include "CKernels.h"
#include "Multiversioned.h"

#include <math.h>

static inline double within(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

static inline float share_of_one(float value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

// Per input: where a point lies in the range, 0 to 1, and the range.
static inline void locate(const double *restrict point, const double *restrict low, const double *restrict high,
                          long inputs, float *restrict place, float *restrict range) {
    for (long i = 0; i < inputs; i++) {
        double width = high[i] - low[i];
        range[i] = (float)width;
        place[i] = width > 0 ? (float)within((point[i] - low[i]) / width, 0, 1) : 0;
    }
}

// Puts the line of one member down on its neuron: slopes whose edges reach exactly as far as the pre-activation rises above
// 0 give the lowest one. Every slope ends in [0, 1], and the intercept belongs to the slopes as they are stored.
static inline double settle(float *restrict slope, const double *restrict weights, const double *restrict low,
                            const double *restrict high, long inputs, double greatest, double total, double used) {
    float shrink = used > greatest ? (float)(greatest / used) : 1;
    float lift = used < greatest && total > used ? (float)within((greatest - used) / (total - used), 0, 1) : 0;
    double base = 0, reached = 0;
    for (long i = 0; i < inputs; i++) {
        float next = slope[i] * shrink;
        next = share_of_one(next + (1 - next) * lift);
        slope[i] = next;
        double at_low = weights[i] * low[i], at_high = weights[i] * high[i];
        double least = weights[i] >= 0 ? at_low : at_high;
        reached += next * fabs(at_high - at_low);
        base += next * least;
    }
    return (greatest > reached ? greatest - reached : 0) - base;
}

MULTIVERSIONED
void orthant_edges_begin(const orthant_edges *edges, float *slopes, double *greatest, double *total,
                         double *intercept) {
    long inputs = edges->inputs;
    for (long m = 0; m < edges->count; m++) {
        const double *restrict low = edges->lower + edges->owner[edges->row[m]] * inputs;
        const double *restrict high = edges->upper + edges->owner[edges->row[m]] * inputs;
        const double *restrict weights = edges->weights + edges->neuron[m] * inputs;
        float *restrict slope = slopes + m * inputs;
        double most = edges->bias[edges->neuron[m]], reach = 0, used = 0;
        for (long i = 0; i < inputs; i++) {
            double at_low = weights[i] * low[i], at_high = weights[i] * high[i];
            most += at_low > at_high ? at_low : at_high;
            reach += fabs(at_high - at_low);
            used += slope[i] * fabs(at_high - at_low);
        }
        greatest[m] = most;
        total[m] = reach;
        intercept[m] = settle(slope, weights, low, high, inputs, most, reach, used);
    }
}

MULTIVERSIONED
void orthant_edges_improve(const orthant_edges *edges, const float *short_weights, const double *coefficients,
                           const double *point, float step, const double *greatest, const double *total, float *slopes,
                           double *intercept, float *scratch) {
    long inputs = edges->inputs, located = -1;
    float *restrict place = scratch, *restrict range = scratch + inputs;
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m];
        if (coefficients[row * edges->width + neuron] >= 0) continue;
        const double *restrict low = edges->lower + edges->owner[row] * inputs;
        const double *restrict high = edges->upper + edges->owner[row] * inputs;
        if (row != located) locate(point + row * inputs, low, high, inputs, place, range);
        located = row;
        const float *restrict weights = short_weights + neuron * inputs;
        float *restrict slope = slopes + m * inputs;

        // The mean place, over the edges that can move, at which a slope neither rises nor falls.
        float moment = 0, weight = 0;
        for (long i = 0; i < inputs; i++) {
            float reach = weights[i] * range[i];
            float at = weights[i] >= 0 ? place[i] : 1 - place[i];
            float room = at < 0.5f ? 1 - slope[i] : slope[i];
            float moves = room > 0 ? reach * reach : 0;
            moment += moves * at;
            weight += moves;
        }
        float mean = weight > 0 ? moment / weight : 0, used = 0;
        for (long i = 0; i < inputs; i++) {
            float at = weights[i] >= 0 ? place[i] : 1 - place[i];
            slope[i] = share_of_one(slope[i] - step * (at - mean));
            used += slope[i] * fabsf(weights[i] * range[i]);
        }
        intercept[m] = settle(slope, edges->weights + neuron * inputs, low, high, inputs, greatest[m], total[m], used);
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
