"""The central store: accepting operations, giving pages and snapshots; knows no HTTP."""
