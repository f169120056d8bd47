"""Elasticsearch nodes of our own for a test, with TLS before and between them, and a password.

They are started from TIAOLI_TEST_ELASTICSEARCH_FOLDER, where `make servers` installed it.
It refuses to run as root, so root starts it as the account that owns the folder.
"""

import base64
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from certificates import make_certificates
from elasticsearch import ApiError, Elasticsearch, TransportError
from search_servers import free_port

FOLDER = os.environ.get("TIAOLI_TEST_ELASTICSEARCH_FOLDER")
USER, PASSWORD = "tiaoli", "correct horse battery"
START_SECONDS = 180

CONFIGURATION = """\
cluster.name: tiaoli-nodes
cluster.initial_master_nodes: [one]
cluster.routing.allocation.disk.threshold_enabled: false
discovery.seed_hosts: ["127.0.0.1:{one}", "127.0.0.1:{two}"]
node.name: {name}
node.roles: [{roles}]
path.data: {folder}/data
path.logs: {folder}/logs
http.port: {http_port}
transport.port: {transport_port}
xpack.security.enabled: true
xpack.security.autoconfiguration.enabled: false
"""
TLS = """\
xpack.security.{layer}.ssl.enabled: true
xpack.security.{layer}.ssl.verification_mode: certificate
xpack.security.{layer}.ssl.key: node.key
xpack.security.{layer}.ssl.certificate: node.crt
xpack.security.{layer}.ssl.certificate_authorities: ca.crt
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A node that runs."""

    address: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Take it away at once, as a power failure would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Two nodes; the first one leads and stays."""

    nodes: tuple[Node, Node]
    authority: Path  # the certificate of who signed the nodes'

    @property
    def fingerprint(self) -> str:
        """Of the certificate of who signed the nodes'."""
        certificate = ssl.PEM_cert_to_DER_cert(self.authority.read_text())
        return hashlib.sha256(certificate).hexdigest()

    def client(self, node: Node) -> Elasticsearch:
        """An administrator's client of one node."""
        return Elasticsearch(
            node.address,
            basic_auth=(USER, PASSWORD),
            ca_certs=str(self.authority),
            request_timeout=30,
        )


@contextmanager
def two_nodes() -> Iterator[Cluster]:
    """A cluster of two nodes, ready; both are gone at the end."""
    if FOLDER is None:
        pytest.skip("needs Elasticsearch: make servers")
    with tempfile.TemporaryDirectory(prefix="tiaoli-nodes-") as folder:
        here = Path(folder)
        here.chmod(0o755)
        make_certificates(here)
        ports = {"one": free_port(), "two": free_port()}
        nodes: list[Node] = []
        try:
            for name, roles in (("one", "master, data"), ("two", "data")):
                nodes.append(start_node(here / name, name, roles, ports, here))
            cluster = Cluster((nodes[0], nodes[1]), here / "ca.crt")
            wait_for_both(cluster)
            yield cluster
        finally:
            for node in nodes:
                node.kill()


def start_node(
    folder: Path, name: str, roles: str, ports: dict[str, int], certificates: Path
) -> Node:
    """Start a node with a configuration and data of its own."""
    configuration = folder / "config"
    shutil.copytree(
        Path(str(FOLDER)) / "config", configuration, ignore=shutil.ignore_patterns("*.keystore")
    )
    for file in ("ca.crt", "node.crt", "node.key"):
        shutil.copy(certificates / file, configuration)
    http_port = free_port()
    written = CONFIGURATION.format(
        name=name, roles=roles, folder=folder, http_port=http_port,
        transport_port=ports[name], one=ports["one"], two=ports["two"],
    )  # fmt: skip
    layers = [TLS.format(layer=layer) for layer in ("transport", "http")]
    (configuration / "elasticsearch.yml").write_text(written + "".join(layers))
    (configuration / "users").write_text(f"{USER}:{hashed(PASSWORD)}\n")
    (configuration / "users_roles").write_text(f"superuser:{USER}\n")
    owner = Path(str(FOLDER)).stat()
    command = [f"{FOLDER}/bin/elasticsearch"]
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
        account = [f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
        command = ["setpriv", *account, *command]
    environment = {
        "PATH": os.environ["PATH"],
        "ES_JAVA_HOME": str(Path(str(shutil.which("java"))).resolve().parents[1]),
        "ES_JAVA_OPTS": "-Xms256m -Xmx256m -XX:TieredStopAtLevel=1",
        "ES_PATH_CONF": str(configuration),
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    return Node(f"https://127.0.0.1:{http_port}", process)


def hashed(password: str) -> str:
    """A password as a node's file of users has it."""
    salt = os.urandom(32)
    derived = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 10_000, 32)
    return "{PBKDF2}10000$" + "$".join(base64.b64encode(part).decode() for part in (salt, derived))


def wait_for_both(cluster: Cluster) -> None:
    """Wait until the nodes have found each other."""
    deadline = time.monotonic() + START_SECONDS
    with cluster.client(cluster.nodes[1]) as client:
        while True:
            try:
                client.cluster.health(wait_for_nodes="2", timeout="10s")
                return
            except (ApiError, TransportError):
                assert time.monotonic() < deadline, "the nodes did not find each other"
                assert all(node.process.poll() is None for node in cluster.nodes)
                time.sleep(0.5)
