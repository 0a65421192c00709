FROM python:3.11-slim-trixie
# pg_dump and pg_restore, for backups
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --no-create-home newsroom && install -d -o newsroom -g newsroom /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER newsroom
ENV DATA_DIR=/data PORT=8000 WORKERS=2 THREADS=4
VOLUME /data
EXPOSE 8000
CMD ["sh", "-ec", "python manage.py migrate --no-input --verbosity 0; python manage.py collectstatic --no-input --verbosity 0; exec granian --interface wsgi --no-ws --host 0.0.0.0 --port $PORT --workers $WORKERS --blocking-threads $THREADS --respawn-failed-workers --workers-kill-timeout 10 --log-level warning newsroom.wsgi:application"]
