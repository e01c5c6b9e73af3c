"""The protocol of exchange: operations, their packing, messages, and the endpoint that answers."""
