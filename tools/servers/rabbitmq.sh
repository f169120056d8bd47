# RabbitMQ, for the tests of Celery; sourced by tools/install_servers.sh.

readonly rabbitmq_port=5672

start_rabbitmq() { # as a node of localhost, so that the machine's own name need not resolve
  answers "$rabbitmq_port" && return
  # Idle schedulers sleep at once instead of waiting busily: the tests need the processors.
  as_root env RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+sbwt none +sbwtdcpu none +sbwtdio none" \
    rabbitmq-server -detached
  await_answer RabbitMQ "$rabbitmq_port" 60 # it listens once it has started
}
