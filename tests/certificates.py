"""Certificates for servers that a test starts on this machine."""

import subprocess
from pathlib import Path


def make_certificates(folder: Path) -> None:
    """An authority (``ca.crt``) and a certificate for 127.0.0.1 signed by it, with its key.

    They bear all that RFC 5280 asks of them, which Python checks from 3.13 on.
    """
    key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"]
    for arguments in (
        ["req", "-x509", *key, "-subj", "/CN=authority",
         "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", "ca.key", "-out", "ca.crt"],
        ["req", *key[:-2], "-subj", "/CN=node", "-keyout", "node.key", "-out", "node.csr"],
        ["x509", "-req", "-in", "node.csr", "-CA", "ca.crt", "-CAkey", "ca.key",
         "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "node.crt"],
    ):  # fmt: skip
        (folder / "names").write_text("subjectAltName=IP:127.0.0.1\nauthorityKeyIdentifier=keyid\n")
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
    with (folder / "node.crt").open("a") as chain:
        chain.write((folder / "ca.crt").read_text())
