"""A child process with limits, for whatever touches a stranger's bytes: a crash, a hang or a bomb costs one answer.

`process` is the side of who asks, `inside` the child's own, `frames` how both speak.  On POSIX the child limits its own
memory, processor time and files; on Windows its memory (`windows`), beside the time and the size of answers, which hold
everywhere.  The limits guard against bad data; they are no prison for code that took the child over.
"""

READ, DRAW = "--read", "--draw"
"""Make a frozen program the child that reads sources, or draws page pictures."""
