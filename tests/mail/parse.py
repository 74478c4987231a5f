"""What Python's own `email` package finds in messages: parse.py FILE ... prints one JSON object a line."""

import email
import email.policy
import hashlib
import json
import sys
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime


def people(header, raw):
    """Names and addresses. Up to Python 3.12 the header's own reader leaves a blank between two encoded words of a name, which
    RFC 2047 (6.2) says is none, so long names come from the older reader, and the newer one must find the same but for blanks."""
    if header is None:
        return []
    found = [[address.display_name, address.addr_spec] for address in header.addresses]
    older = [[str(make_header(decode_header(name))), address] for name, address in getaddresses([raw])]
    assert bare(found) == bare(older), (found, older)
    return older


def bare(people):
    return [["".join(name.split()), address] for name, address in people]


def text(part):
    return None if part is None else part.get_content().replace("\r\n", "\n")


def digest(part):
    data = part.get_payload(decode=True)
    return hashlib.sha256(data).hexdigest()


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    older = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = list(message.walk())
    defects = [repr(defect) for part in parts for defect in part.defects]
    defects += [repr(defect) for part in parts for value in part.values() for defect in value.defects]
    found = {
        "headers": message.keys(),
        "from": people(message["From"], older["From"]),
        "to": people(message["To"], older["To"]),
        "reply_to": people(message["Reply-To"], older["Reply-To"]),
        "subject": str(message["Subject"]),
        "message_id": str(message["Message-ID"]),
        "at": int(parsedate_to_datetime(message["Date"]).timestamp()),
        "tree": [part.get_content_type() for part in parts],
        "text": text(message.get_body(("plain",))),
        "html": text(next((part for part in parts if part.get_content_type() == "text/html"), None)),
        "files": [
            [part.get_content_disposition(), part.get_filename(), part.get_content_type(), digest(part)]
            for part in parts
            if part.get_filename()
        ],
    }
    # lettre writes "ana.souza" without quotes, which RFC 5322 (4.1) tells readers to take
    defects = [defect for defect in defects if "period in 'phrase'" not in defect]
    assert not defects, (path, defects)
    print(json.dumps(found))
