NAME orthant
ROWS
 N obj
 E affine1_0
 E affine1_1
 G relu2_0_above
 L relu2_0_off
 L relu2_0_on
 G relu2_1_above
 L relu2_1_off
 L relu2_1_on
 E affine3_0
 L unsafe0
COLUMNS
 X_0 affine1_0 1
 X_0 affine1_1 1
 X_1 affine1_0 1
 X_1 affine1_1 1
 n1_0 affine1_0 -1
 n1_0 relu2_0_above -1
 n1_0 relu2_0_on -1
 n1_1 affine1_1 -1
 n1_1 relu2_1_above -1
 n1_1 relu2_1_on -1
 n2_0 relu2_0_above 1
 n2_0 relu2_0_off 1
 n2_0 relu2_0_on 1
 n2_0 affine3_0 1
 marker 'MARKER' 'INTORG'
 d2_0 relu2_0_off -2
 d2_0 relu2_0_on 0
 marker 'MARKER' 'INTEND'
 n2_1 relu2_1_above 1
 n2_1 relu2_1_off 1
 n2_1 relu2_1_on 1
 n2_1 affine3_0 -2
 marker 'MARKER' 'INTORG'
 d2_1 relu2_1_off -1
 d2_1 relu2_1_on 1
 marker 'MARKER' 'INTEND'
 Y_0 affine3_0 -1
 Y_0 unsafe0 1
RHS
 rhs affine1_1 1
 rhs relu2_0_on 0
 rhs relu2_1_on 1
 rhs unsafe0 -0.25
RANGES
BOUNDS
 LO bnd X_0 0
 UP bnd X_0 1
 LO bnd X_1 0
 UP bnd X_1 1
 LO bnd n1_0 0
 UP bnd n1_0 2
 LO bnd n1_1 -1
 UP bnd n1_1 1
 LO bnd n2_0 0
 UP bnd n2_0 2
 LO bnd d2_0 0
 UP bnd d2_0 1
 LO bnd n2_1 0
 UP bnd n2_1 1
 LO bnd d2_1 0
 UP bnd d2_1 1
 LO bnd Y_0 -2
 UP bnd Y_0 2
ENDATA
