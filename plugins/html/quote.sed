# Makes of each line a string of C.
s/[\\"]/\\&/g
s/.*/"&\\n"/
