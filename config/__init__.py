"""How the site is set up: settings from the environment, addresses, the web's way in, the worker's clock."""

VERSION = "0.1.0"
