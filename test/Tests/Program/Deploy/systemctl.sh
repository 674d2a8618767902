#!/bin/bash
# Stands for systemctl in the sandbox: starts and stops what the page about deploying asks for, in the way of the unit, without a service manager.
set -eu
verb=$1 unit=${*: -1}
file=/etc/systemd/system/plaza.service
of() { sed -n "s/^$1=//p" $file; }

start() {
  install -d -o "$(of User)" -g "$(of Group)" -m "$(of StateDirectoryMode)" "/var/lib/$(of StateDirectory)" "/var/cache/$(of CacheDirectory)"
  cd "$(of WorkingDirectory)"
  settings=$(of EnvironmentFile)
  # shellcheck disable=SC2046
  setpriv --reuid="$(of User)" --regid="$(of Group)" --clear-groups --no-new-privs --bounding-set=-all \
    env -i $(of Environment) $(cat "${settings#-}") $(of ExecStart) >>/var/log/plaza.log 2>&1 &
  echo $! >/run/plaza.pid
  until curl -fs http://127.0.0.1:5080/readyz >/dev/null; do kill -0 "$(cat /run/plaza.pid)" || { cat /var/log/plaza.log >&2; exit 1; }; sleep 0.1; done
}

stop() {
  kill "$(cat /run/plaza.pid)"
  while kill -0 "$(cat /run/plaza.pid)" 2>/dev/null; do sleep 0.05; done
}

case "$verb $unit" in
  'daemon-reload '* | 'reload caddy') ;;
  'enable plaza' | 'start plaza') start ;;
  'stop plaza') stop ;;
  'reload nginx') nginx ;;
  'restart haproxy') haproxy -f /etc/haproxy/haproxy.cfg -D -p /run/haproxy.pid >/dev/null 2>&1 ;;
  *) echo "systemctl $*?" >&2; exit 1 ;;
esac
