# The Elasticsearch that the tests use: the server alone, as it is published for integration tests.
# It refuses to run as root, so it has an account of its own.

readonly elasticsearch_version=8.19.20
readonly elasticsearch_sha256=f75a726a3ccac1a3cefc3b99b2458def9cda69b3b3fc9a42e98bbef21c10e949
readonly elasticsearch_user=tiaoli-elasticsearch elasticsearch_port=9209
readonly elasticsearch_address=http://127.0.0.1:$elasticsearch_port
readonly elasticsearch_folder=/opt/tiaoli-test/elasticsearch-$elasticsearch_version

install_elasticsearch() {
  [ -x "$elasticsearch_folder/bin/elasticsearch" ] && return
  local archive=build/servers/elasticsearch-$elasticsearch_version.zip
  mkdir -p build/servers
  if ! echo "$elasticsearch_sha256  $archive" | sha256sum --check --status 2>/dev/null; then
    echo "Downloading Elasticsearch $elasticsearch_version" >&2
    download_elasticsearch "$archive" >&2
    echo "$elasticsearch_sha256  $archive" | sha256sum --check --quiet
  fi
  id "$elasticsearch_user" >/dev/null 2>&1 ||
    as_root useradd --system --no-create-home --shell /usr/sbin/nologin "$elasticsearch_user"
  as_root mkdir -p "${elasticsearch_folder%/*}"
  as_root rm -rf "$elasticsearch_folder"
  as_root python3 -m zipfile -e "$archive" "${elasticsearch_folder%/*}"
  as_root chmod +x "$elasticsearch_folder"/bin/elasticsearch*
  as_root tee "$elasticsearch_folder/config/elasticsearch.yml" >/dev/null <<YAML
cluster.name: tiaoli-test
discovery.type: single-node
http.port: $elasticsearch_port
transport.port: 9309
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YAML
  as_root chown -R "$elasticsearch_user:" "$elasticsearch_folder"
}

download_elasticsearch() { # by Maven, or without it by a library that fetches single artifacts
  local artifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch
  if command -v mvn >/dev/null; then
    mvn --quiet --batch-mode -Dstyle.color=never dependency:copy -Dartifact="$artifact:$elasticsearch_version:zip" \
      -DoutputDirectory="${1%/*}"
  else
    "${PYTHON:-python3}" -m venv build/maven
    build/maven/bin/pip install --quiet --disable-pip-version-check maven-artifact==0.3.5
    build/maven/bin/maven-artifact "$artifact:zip:$elasticsearch_version" "$1"
  fi
}

start_elasticsearch() {
  local java
  if ! elasticsearch_answers; then
    java="$(readlink -f "$(command -v java)")"
    (cd / && as_root setpriv --reuid="$elasticsearch_user" --regid="$elasticsearch_user" \
      --clear-groups env ES_JAVA_HOME="${java%/bin/java}" ES_JAVA_OPTS="-Xms512m -Xmx512m" \
      "$elasticsearch_folder/bin/elasticsearch" -d >/dev/null)
  fi
  for _ in $(seq 120); do
    elasticsearch_answers && return
    sleep 0.5
  done
  echo "Elasticsearch did not answer at $elasticsearch_address: see $elasticsearch_folder/logs." >&2
  exit 1
}

elasticsearch_answers() {
  python3 - "$elasticsearch_address" >/dev/null 2>&1 <<'PYTHON'
import sys, urllib.request
urllib.request.urlopen(sys.argv[1] + "/_cluster/health?wait_for_status=yellow", timeout=5)
PYTHON
}
