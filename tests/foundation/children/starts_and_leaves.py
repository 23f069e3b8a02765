"""Leaves a thread behind that holds the output open."""

import threading
import time

threading.Thread(target=lambda: time.sleep(60), daemon=False).start()
