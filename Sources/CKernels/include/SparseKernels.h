// Products with sparse matrices, row after row; see SparseProducts in the Swift target Kernels.
#ifndef ORTHANT_SPARSEKERNELS_H
#define ORTHANT_SPARSEKERNELS_H

// Each of `count` rows of `target` (height wide) is the matrix times the same row of `source` (width wide), added to what
// is there when `accumulate` is not 0. `starts` has height + 1 places; `places` are columns.
void orthant_sparse_apply(const long *starts, const long *places, const double *values, long height, long width,
                          const double *source, long count, int accumulate, double *target);

// Adds to each row of `target` (width wide) the transposed matrix times the same row of `source` (height wide).
void orthant_sparse_add_transposed(const long *starts, const long *places, const double *values, long height,
                                   long width, const double *source, long count, double *target);

#endif
