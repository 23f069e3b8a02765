"""Is killed by a signal, as a fault in a C library would."""

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
