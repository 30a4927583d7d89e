NAME orthant
ROWS
 N obj
 G range
 N open
 L empty
 E equal
COLUMNS
 loose obj 1
 loose range 1
 loose open 1
 loose equal 1
 low obj -1
 low range -1
 low open -1
 high obj 2.5
 high range 2.5
 high open 2.5
 fixed obj -1e-07
 fixed range -1e-07
 fixed open -1e-07
 unused obj 0
RHS
 rhs range -1
 rhs empty 3
 rhs equal 8
RANGES
 rng range 3.0000000000000004
BOUNDS
 FR bnd loose
 LO bnd low 1
 MI bnd high
 UP bnd high -2
 FX bnd fixed 0.1
 LO bnd unused -1e-05
 UP bnd unused 1e+20
ENDATA
