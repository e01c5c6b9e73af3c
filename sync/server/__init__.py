"""The central store over HTTP: devices and codes, the gate, the routes, running and keeping it."""
