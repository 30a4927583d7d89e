#include "SparseKernels.h"

#include "Multiversioned.h"

MULTIVERSIONED
void orthant_sparse_apply(const long *restrict starts, const long *restrict places, const double *restrict values,
                          long height, long width, const double *restrict source, long count, int accumulate,
                          double *restrict target) {
    long r = 0;
    // Four rows at a time: most rows of the matrices that come here have two to four entries, and finding these takes longer
    // than multiplying.
    for (; r + 4 <= count; r += 4) {
        const double *f0 = source + r * width, *f1 = f0 + width, *f2 = f1 + width, *f3 = f2 + width;
        double *t0 = target + r * height, *t1 = t0 + height, *t2 = t1 + height, *t3 = t2 + height;
        for (long i = 0; i < height; i++) {
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (long e = starts[i]; e < starts[i + 1]; e++) {
                double value = values[e];
                long j = places[e];
                s0 += value * f0[j];
                s1 += value * f1[j];
                s2 += value * f2[j];
                s3 += value * f3[j];
            }
            t0[i] = accumulate ? t0[i] + s0 : s0;
            t1[i] = accumulate ? t1[i] + s1 : s1;
            t2[i] = accumulate ? t2[i] + s2 : s2;
            t3[i] = accumulate ? t3[i] + s3 : s3;
        }
    }
    for (; r < count; r++) {
        const double *from = source + r * width;
        double *to = target + r * height;
        for (long i = 0; i < height; i++) {
            double sum = accumulate ? to[i] : 0;
            for (long e = starts[i]; e < starts[i + 1]; e++) sum += values[e] * from[places[e]];
            to[i] = sum;
        }
    }
}

MULTIVERSIONED
void orthant_sparse_add_transposed(const long *restrict starts, const long *restrict places,
                                   const double *restrict values, long height, long width,
                                   const double *restrict source, long count, double *restrict target) {
    for (long r = 0; r < count; r++) {
        const double *from = source + r * height;
        double *to = target + r * width;
        for (long i = 0; i < height; i++) {
            double value = from[i];
            if (value == 0) continue;
            for (long e = starts[i]; e < starts[i + 1]; e++) to[places[e]] += values[e] * value;
        }
    }
}
