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
    double rise = greatest > 0 ? greatest : 0;
    float shrink = used > rise ? (float)(rise / used) : 1;
    float lift = used < rise && total > used ? (float)within((rise - used) / (total - used), 0, 1) : 0;
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

// The edges of one member: where its inputs' numbers stand. Numbers that are not side by side are collected first.
typedef struct {
    long count;
    const double *weights;
    const int32_t *columns;
} member_edges;

static inline member_edges edges_of(const orthant_edges *edges, long neuron) {
    long start = edges->start[neuron];
    return (member_edges){edges->start[neuron + 1] - start, edges->weights + start,
                          edges->columns ? edges->columns + start : 0};
}

static inline const double *collect(member_edges member, const double *restrict from, double *restrict into) {
    if (!member.columns) return from;
    for (long i = 0; i < member.count; i++) into[i] = from[member.columns[i]];
    return into;
}

static inline const float *collect_short(member_edges member, const float *restrict from, float *restrict into) {
    if (!member.columns) return from;
    for (long i = 0; i < member.count; i++) into[i] = from[member.columns[i]];
    return into;
}

MULTIVERSIONED
void orthant_edges_begin(const orthant_edges *edges, float *slopes, double *greatest, double *total,
                         double *intercept) {
    for (long m = 0; m < edges->count; m++) {
        long neuron = edges->neuron[m], base = edges->owner[edges->row[m]] * edges->inputs;
        member_edges member = edges_of(edges, neuron);
        const double *restrict low = collect(member, edges->lower + base, edges->scratch);
        const double *restrict high = collect(member, edges->upper + base, edges->scratch + edges->inputs);
        const double *restrict weights = member.weights;
        float *restrict slope = slopes + edges->offset[m];
        double most = edges->bias[neuron], reach = 0, used = 0;
        for (long i = 0; i < member.count; i++) {
            double at_low = weights[i] * low[i], at_high = weights[i] * high[i];
            most += at_low > at_high ? at_low : at_high;
            reach += fabs(at_high - at_low);
            used += slope[i] * fabs(at_high - at_low);
        }
        greatest[m] = most;
        total[m] = reach;
        intercept[m] = settle(slope, weights, low, high, member.count, most, reach, used);
    }
}

MULTIVERSIONED
void orthant_edges_improve(const orthant_edges *edges, const float *short_weights, const double *coefficients,
                           const double *point, float step, const double *greatest, const double *total, float *slopes,
                           double *intercept, float *scratch) {
    long inputs = edges->inputs, located = -1;
    float *place_of_all = scratch, *range_of_all = scratch + inputs;
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m], base = edges->owner[row] * inputs;
        if (coefficients[row * edges->width + neuron] >= 0) continue;
        const double *all_low = edges->lower + base, *all_high = edges->upper + base;
        if (row != located) locate(point + row * inputs, all_low, all_high, inputs, place_of_all, range_of_all);
        located = row;
        member_edges member = edges_of(edges, neuron);
        const double *restrict low = collect(member, all_low, edges->scratch);
        const double *restrict high = collect(member, all_high, edges->scratch + inputs);
        const float *restrict place = collect_short(member, place_of_all, scratch + 2 * inputs);
        const float *restrict range = collect_short(member, range_of_all, scratch + 3 * inputs);
        const float *restrict weights = short_weights + edges->start[neuron];
        float *restrict slope = slopes + edges->offset[m];

        // The mean place, over the edges that can move, at which a slope neither rises nor falls.
        float moment = 0, weight = 0;
        for (long i = 0; i < member.count; i++) {
            float reach = weights[i] * range[i];
            float at = weights[i] >= 0 ? place[i] : 1 - place[i];
            float room = at < 0.5f ? 1 - slope[i] : slope[i];
            float moves = room > 0 ? reach * reach : 0;
            moment += moves * at;
            weight += moves;
        }
        float mean = weight > 0 ? moment / weight : 0, used = 0;
        for (long i = 0; i < member.count; i++) {
            float at = weights[i] >= 0 ? place[i] : 1 - place[i];
            slope[i] = share_of_one(slope[i] - step * (at - mean));
            used += slope[i] * fabsf(weights[i] * range[i]);
        }
        intercept[m] = settle(slope, member.weights, low, high, member.count, greatest[m], total[m], used);
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
        member_edges member = edges_of(edges, neuron);
        const double *restrict weights = member.weights;
        const float *restrict slope = slopes + edges->offset[m];
        double *restrict row_target = target + row * inputs;
        if (member.columns) {
            for (long i = 0; i < member.count; i++) row_target[member.columns[i]] += part * slope[i] * weights[i];
        } else {
            for (long i = 0; i < member.count; i++) row_target[i] += part * slope[i] * weights[i];
        }
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
    for (long m = 0; m < edges->count; m++) {
        long row = edges->row[m], neuron = edges->neuron[m], at = row * edges->width + neuron;
        gain[m] = 0;
        if (coefficients[at] >= 0) continue;
        member_edges member = edges_of(edges, neuron);
        const double *restrict weights = member.weights;
        const float *restrict slope = slopes + edges->offset[m];
        const double *restrict from = collect(member, point + row * edges->inputs, edges->scratch);
        double value = intercept[m];
        for (long i = 0; i < member.count; i++) value += slope[i] * weights[i] * from[i];
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
