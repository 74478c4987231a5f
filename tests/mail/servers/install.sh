#!/bin/sh
# Installs Debian's postfix (with smtp-sink) and dovecot, of which the tests start instances of their own. The machine itself gets no
# mail server: postfix is left without a configuration, the services are masked, and nothing is started while packages are set up.
set -eu
missing=""
[ -x /usr/lib/postfix/sbin/master ] || missing="$missing postfix"
[ -x /usr/lib/dovecot/imap ] || missing="$missing dovecot-imapd"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
	exec sudo "$0"
fi
apt-get update -qq
mkdir -p /etc/systemd/system
case $missing in *postfix*)
	# an answer in the package's own words; without it apt asks, and makes a server for the Internet
	echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
	ln -sfn /dev/null /etc/systemd/system/postfix.service
esac
case $missing in *dovecot*)
	for unit in dovecot.service dovecot.socket; do ln -sfn /dev/null "/etc/systemd/system/$unit"; done
esac
# machines without systemd ask this file whether a service may start
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
	trap 'rm -f $policy' EXIT
	printf '#!/bin/sh\nexit 101\n' >$policy
	chmod 755 $policy
fi
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
