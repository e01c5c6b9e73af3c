"""Syncing with the central store. Rooms are added with the sync issue; nothing lives here yet."""
