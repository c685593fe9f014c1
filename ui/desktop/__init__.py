"""The window."""

import os

# PySide makes its types when they are first used, and two threads that do so at once crash the program (2 of 60 starts
# while pages are drawn beside the window; none of 90 without).  Read when PySide6 is first imported.
os.environ.setdefault("PYSIDE6_OPTION_LAZY", "0")
