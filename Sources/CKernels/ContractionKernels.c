#include "ContractionKernels.h"

#include <math.h>

#include "Multiversioned.h"

MULTIVERSIONED
void orthant_contract(const double *restrict weights, long height, long width, const double *restrict up,
                      const double *restrict down, const double *restrict widths, double *restrict above,
                      double *restrict below) {
    for (long i = 0; i < height; i++) {
        const double *row = weights + i * width;
        double room_up = up[i], room_down = down[i];
        double longest = 0;
        for (long j = 0; j < width; j++) {
            double reach = fabs(row[j]) * widths[j];
            longest = reach > longest ? reach : longest;
        }
        if (!(room_up < longest || room_down < longest)) continue;
        for (long j = 0; j < width; j++) {
            double size = fabs(row[j]);
            double rise = room_up / size, fall = room_down / size;
            double from_below = row[j] > 0 ? rise : fall;
            double from_above = row[j] > 0 ? fall : rise;
            // A weight of 0 divides to infinity; NaN loses the comparison.
            above[j] = from_below < above[j] ? from_below : above[j];
            below[j] = from_above < below[j] ? from_above : below[j];
        }
    }
}
