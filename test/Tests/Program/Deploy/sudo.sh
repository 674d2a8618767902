#!/bin/sh
# Stands for sudo in the sandbox, which is root.
[ "$1" != -u ] || { user=$2; shift 2; exec setpriv --reuid="$user" --regid="$user" --clear-groups env -i "$@"; }
exec env "$@"
