"""The shell: one module per command word, each with run(arguments)."""
