#!/bin/sh
# In the container: sets the centre up at the first start, then runs what is asked.
set -eu
if [ "$1" = run ] && [ ! -e "$TERRENO_SERVER/centro.toml" ]; then
    # Over HTTPS to the outside, without TLS here: the proxy speaks it.
    python -m desktop.app server init --behind-proxy \
        --url "${TERRENO_URL:?the address of the centre, https://…}" \
        --database "${TERRENO_SERVER_DATABASE:-}" --processes "${TERRENO_PROCESSES:-2}"
fi
exec python -m desktop.app server "$@"
