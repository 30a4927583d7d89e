NAME orthant
ROWS
 N obj
 E affine1_0
 E affine1_1
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
 n1_0 affine3_0 1
 n1_1 affine1_1 -1
 n1_1 relu2_1_above -1
 n1_1 relu2_1_on -1
 n2_1 relu2_1_above 1
 n2_1 relu2_1_off 1
 n2_1 relu2_1_on 1
 n2_1 affine3_0 -2
 marker 'MARKER' 'INTORG'
 d2_1 relu2_1_off -0.125
 d2_1 relu2_1_on 0.125
 marker 'MARKER' 'INTEND'
 Y_0 affine3_0 -1
 Y_0 unsafe0 1
RHS
 rhs affine1_1 1
 rhs relu2_1_on 0.125
 rhs unsafe0 0.5
RANGES
BOUNDS
 LO bnd X_0 0
 UP bnd X_0 0.125
 LO bnd X_1 0.875
 UP bnd X_1 1
 LO bnd n1_0 0.875
 UP bnd n1_0 1.125
 LO bnd n1_1 -0.125
 UP bnd n1_1 0.125
 LO bnd n2_1 0
 UP bnd n2_1 0.125
 LO bnd d2_1 0
 UP bnd d2_1 1
 LO bnd Y_0 0.625
 UP bnd Y_0 1.125
ENDATA
