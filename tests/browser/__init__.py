"""Pages as people see them: the real server in a thread, Debian's Chromium, axe."""
