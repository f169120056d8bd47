# Redis, for the tests of Celery, in memory alone; sourced by tools/install_servers.sh.

readonly redis_port=6379

start_redis() {
  answers "$redis_port" && return
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --dir /tmp --daemonize yes >/dev/null
  await_answer Redis "$redis_port" 30
}
