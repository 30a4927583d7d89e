// The backward half of bound tightening through a matrix; see ContractionKernels in the Swift target Kernels.
#ifndef ORTHANT_CONTRACTIONKERNELS_H
#define ORTHANT_CONTRACTIONKERNELS_H

// For each column j of a matrix of `height` rows and `width` columns: how far the j-th variable can be from its lower end
// (`above`) and from its upper end (`below`) at most, by every row i of which a sum may rise over its least value by `up[i]`
// and fall under its greatest by `down[i]`. Both are lowered where a row says less. `widths` are those of the variables'
// ranges: rows that cannot say less than these are passed over.
void orthant_contract(const double *weights, long height, long width, const double *up, const double *down,
                      const double *widths, double *above, double *below);

#endif
