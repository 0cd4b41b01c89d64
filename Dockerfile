# The arena in a container. The data (votes, key) lies in /data: mount a volume there, or it is lost with the container. The log
# goes to stdout.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=8787 LOG_FILE=stdout
WORKDIR /app
COPY . .
# Sets everything up once: packages and the database client. Where that fails, so does the build.
RUN node scripts/run.mjs install && mkdir -p /data && chown -R node:node /app /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --start-period=60s CMD node -e "fetch('http://127.0.0.1:8787/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "scripts/run.mjs", "start"]
