"""How one installation is put together: settings from the environment, addresses, the server's entry."""
